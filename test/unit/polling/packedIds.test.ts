import fc from 'fast-check';
import { packIds, unpackIds } from '../../../nodes/MemoriesAi/polling/packedIds';

test('ids of every documented form come back as they were', () => {
	const ids = [
		'VI611471886560694272',
		'VEI512262412745834496',
		'mavi_video_568102998803353600',
		'PI-602590241592840192',
		'vid_8f2c',
		'VI007',
		'VI7',
		'VI0',
		'VI',
	];

	expect(unpackIds(packIds(ids)).sort()).toEqual([...ids].sort());
});

test('and so do any others, whatever is in them', () => {
	const id = fc.oneof(
		fc.string({ unit: 'grapheme', minLength: 1 }),
		fc.stringMatching(/^[VP :.%0-9]{1,40}$/),
		fc.bigInt({ min: 0n, max: 10n ** 60n }).map(String),
	);
	fc.assert(
		fc.property(fc.uniqueArray(id), (ids) => {
			expect(unpackIds(packIds(ids)).sort()).toEqual([...ids].sort());
		}),
	);
});

test('no ids take no room', () => {
	expect(packIds([])).toBe('');
	expect(unpackIds('')).toEqual([]);
});
