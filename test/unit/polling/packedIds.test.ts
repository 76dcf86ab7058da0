import fc from 'fast-check';
import { packIds, unpackIds } from '../../../nodes/MemoriesAi/polling/packedIds';

test('ids of every documented form come back as they were', () => {
	const ids = [
		'VI611471886560694272',
		'VEI512262412745834496',
		'mavi_video_568102998803353600',
		'PI-602590241592840192',
		'vid_8f2c',
		'vid_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
		'vid_000000000000000000000000000000ff',
		'vid_ffffffffffffffffffffffffffffffff',
		'vid_01890f3c-7a3e-7cc2-9a3f-0d9c0a7b1c2d',
		'vid_01J9ZK3V6W8QX2T5N7R4M1B0CD',
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
		fc.stringMatching(/^(vid_)?[0-9a-f]{1,60}$/),
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
