/** How a video container is called, labelled and ended. */
interface ContainerLabel {
	/** As users know it. */
	name: string;
	mimeType: string;
	/** Extensions that fit, lower case and without dot; the first is the usual one. */
	extensions: readonly [string, ...string[]];
}

/**
 * The containers that can be told by their first bytes. For an MP4 only .mp4 fits: v1.2 lists .mp4 and none of the
 * names that cameras and stores give the same container, such as .m4v, .insv and .LRV.
 */
export const CONTAINERS = {
	mp4: { name: 'MP4', mimeType: 'video/mp4', extensions: ['mp4'] },
	mov: { name: 'MOV', mimeType: 'video/quicktime', extensions: ['mov'] },
	avi: { name: 'AVI', mimeType: 'video/x-msvideo', extensions: ['avi'] },
	mkv: { name: 'Matroska', mimeType: 'video/x-matroska', extensions: ['mkv'] },
	webm: { name: 'WebM', mimeType: 'video/webm', extensions: ['webm'] },
	'3gp': { name: '3GP', mimeType: 'video/3gpp', extensions: ['3gp', '3gpp', '3g2', '3gp2'] },
	ts: { name: 'MPEG-TS', mimeType: 'video/mp2t', extensions: ['ts', 'mts', 'm2ts', 'm2t', 'tod'] },
	mpg: {
		name: 'MPEG',
		mimeType: 'video/mpeg',
		extensions: ['mpg', 'mpeg', 'vob', 'm2p', 'mpe', 'm1v', 'm2v'],
	},
	flv: { name: 'FLV', mimeType: 'video/x-flv', extensions: ['flv'] },
	wmv: { name: 'Windows Media', mimeType: 'video/x-ms-wmv', extensions: ['wmv', 'asf'] },
	ogv: { name: 'Ogg', mimeType: 'video/ogg', extensions: ['ogv', 'ogm'] },
	mxf: { name: 'MXF', mimeType: 'application/mxf', extensions: ['mxf'] },
	dv: { name: 'DV', mimeType: 'video/dv', extensions: ['dv'] },
	rm: { name: 'RealMedia', mimeType: 'application/vnd.rn-realmedia', extensions: ['rm', 'rmvb', 'rv'] },
	wtv: { name: 'WTV', mimeType: 'video/x-ms-wtv', extensions: ['wtv'] },
	ivf: { name: 'IVF', mimeType: 'video/x-ivf', extensions: ['ivf'] },
	nut: { name: 'NUT', mimeType: 'video/x-nut', extensions: ['nut'] },
	y4m: { name: 'YUV4MPEG2', mimeType: 'video/x-yuv4mpeg', extensions: ['y4m'] },
	h264: { name: 'raw H.264', mimeType: 'video/h264', extensions: ['h264', 'avc'] },
	h265: { name: 'raw H.265', mimeType: 'video/h265', extensions: ['h265', 'hevc'] },
} as const satisfies Record<string, ContainerLabel>;

export type Container = keyof typeof CONTAINERS;

/** Extensions of videos that no container keeps: another one takes their place. */
const OTHER_EXTENSIONS: readonly string[] = [
	...['m4v', 'mp4v', 'mpg4', 'f4v', 'ismv', 'insv', 'lrv', 'lrf', 'm4s', 'qt', 'mqv', 'braw', 'divx', 'xvid'],
	...['mk3d', 'ogg', 'ogx', 'dvr-ms', 'mpv', 'vro', 'evo', 'm2t', 'mjpg', 'mjpeg', 'amv', 'r3d'],
];

/** Every extension that tells a video, lower case and without dot; nothing else behind a dot is an extension. */
export const VIDEO_EXTENSIONS: ReadonlySet<string> = new Set([
	...Object.values(CONTAINERS).flatMap(({ extensions }): readonly string[] => extensions),
	...OTHER_EXTENSIONS,
]);

/** Whether an extension, in any case, may stand behind the name of a video in this container. */
export function fitsContainer(extension: string, container: Container): boolean {
	const { extensions }: ContainerLabel = CONTAINERS[container];
	return extensions.includes(extension.toLowerCase());
}

/** The container that usually has this extension, undefined for an extension of none. */
export function containerOfExtension(extension: string): Container | undefined {
	return CONTAINER_NAMES.find((container) => fitsContainer(extension, container));
}

/** The container that is labelled with this type, undefined for a type of none. */
export function containerOfType(mimeType: string): Container | undefined {
	const same = CONTAINER_NAMES.find((container) => CONTAINERS[container].mimeType === mimeType);
	return same ?? OTHER_TYPES.get(mimeType);
}

const CONTAINER_NAMES = Object.keys(CONTAINERS) as Container[];

/** What n8n, stores and servers call these containers besides. n8n 1.121 to 1.123 and 2.0 to 2.3 say application/mp4. */
const OTHER_TYPES: ReadonlyMap<string, Container> = new Map([
	['application/mp4', 'mp4'],
	['application/x-mp4', 'mp4'],
	['video/x-m4v', 'mp4'],
	['video/m4v', 'mp4'],
	['video/avi', 'avi'],
	['video/msvideo', 'avi'],
	['video/vnd.avi', 'avi'],
	['video/x-avi', 'avi'],
	['application/x-troff-msvideo', 'avi'],
	['application/x-matroska', 'mkv'],
	['video/matroska', 'mkv'],
	['video/3gpp2', '3gp'],
	['model/vnd.mts', 'ts'],
	['video/x-mpeg2-ts', 'ts'],
	['video/vnd.dlna.mpeg-tts', 'ts'],
	['video/mp1s', 'mpg'],
	['video/mp2p', 'mpg'],
	['video/x-ms-vob', 'mpg'],
	['video/x-ms-asf', 'wmv'],
	['application/vnd.ms-asf', 'wmv'],
	['application/ogg', 'ogv'],
	['application/vnd.rn-realmedia-vbr', 'rm'],
]);
