import { detailFields } from '../../../../nodes/MemoriesAi/upload/transfer/detailFields';

test('every detail has the name that memories.ai gives it', () => {
	const fields = detailFields({
		cameraModel: 'X100',
		datetimeTaken: { text: '2024-05-01 18:30:00' },
		folderId: '568102998803353600',
		latitude: 0,
		longitude: -122.4,
		retainOriginalVideo: false,
		tags: ['beach', 'family'],
		uniqueId: 'customer-7',
		videoTranscriptionPrompt: 'Names: Zoë',
	});
	expect(fields).toEqual([
		['camera_model', 'X100'],
		['datetime_taken', '2024-05-01 18:30:00'],
		['folder_id', '568102998803353600'],
		['latitude', '0'],
		['longitude', '-122.4'],
		['retain_original_video', 'false'],
		['tags', 'beach'],
		['tags', 'family'],
		['unique_id', 'customer-7'],
		['video_transcription_prompt', 'Names: Zoë'],
	]);
});

test('what is not set is left out', () => {
	expect(detailFields({ tags: [] })).toEqual([]);
});
