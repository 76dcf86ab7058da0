import { endpointPath } from '../../../../nodes/MemoriesAi/api/vocabulary/apiVersion';

test.each([
	['v1.1', 'upload', '/serve/api/video/upload'],
	['v1.2', 'upload', '/serve/api/v1/upload'],
	['v1.1', 'list_videos', '/serve/api/video/list_videos'],
	['v1.2', 'list_videos', '/serve/api/v1/list_videos'],
] as const)('%s has %s at %s', (apiVersion, endpoint, path) => {
	expect(endpointPath(apiVersion, endpoint)).toBe(path);
});
