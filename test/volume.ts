/**
 * How much of something a test does: few enough for `npm test`, or as many as `npm run test:long` is for.
 *
 * @param usual in `npm test`
 * @param long in `npm run test:long`
 */
export function volume(usual: number, long: number): number {
	return process.env.TEST_VOLUME === 'long' ? long : usual;
}
