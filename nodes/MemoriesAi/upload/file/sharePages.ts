/** A site whose links lead to a page about a video, and how a workflow gets the file itself. */
export interface SharePage {
	site: string;
	/** A sentence or two for the user. */
	cure: string;
}

interface SharePageRule extends SharePage {
	/** Of host, path and query, in lower case; the host without `www.`. Hosts that give out the files are left out. */
	pattern: RegExp;
}

const UPLOAD_IT = "send its file with the operation 'Upload'";
const withNode = (node: string) =>
	`Download the video with n8n's ${node} node in a step before, and ${UPLOAD_IT}`;
const withHttp = (node: string, advice: string) =>
	`Download the video in a step before, with ${node}, and ${UPLOAD_IT}. ${advice}`;
const NO_DIRECT_LINK = `This site gives out no direct links. Save the video file to a cloud storage that n8n can download from, and ${UPLOAD_IT}`;
const OWNER_ONLY = `This site gives the file to the video's owner only. Download it there, put it into a cloud storage that n8n can download from, and ${UPLOAD_IT}`;

/** Also addresses that look direct, and answer with a page for a large file or without a login. */
const RULES: readonly SharePageRule[] = [
	{
		site: 'Google Drive',
		pattern:
			/^(drive\.google\.com\/|drive\.usercontent\.google\.com\/(?!.*[?&]confirm=)|docs\.google\.com\/(file|uc|open|a\/[^/]+\/(file|uc|open))\b)/,
		cure: withNode('Google Drive'),
	},
	{ site: 'Google Docs', pattern: /^docs\.google\.com\//, cure: withNode('Google Drive') },
	{
		site: 'Google Photos',
		pattern: /^(photos\.(app\.goo\.gl|google\.com)\/|goo\.gl\/photos\/)/,
		cure: `Google Photos gives its files to no app. Download the video, put it into a cloud storage such as Google Drive, and ${UPLOAD_IT}`,
	},
	{
		site: 'OneDrive',
		pattern: /^(1drv\.(ms|com)|sdrv\.ms|onedrive\.(live\.)?com|skydrive\.live\.com)\//,
		cure: withNode('Microsoft OneDrive'),
	},
	{
		site: 'SharePoint',
		pattern:
			/^([^/]+\.sharepoint(-df|-mil)?\.(com|us|cn|de)\/(?!.*[?&](download=1|tempauth=))(?!(.*\/)?_layouts\/15\/download\.aspx)|(teams\.(microsoft|live)\.com|([^/]+\.)?microsoftstream\.com)\/)/,
		cure: withNode('Microsoft SharePoint'),
	},
	{
		site: 'Box',
		pattern: /^([^/]+\.)?(box\.com|box\.net)\/(s|v|file|folder|embed|notes)\//,
		cure: withNode('Box'),
	},
	{
		site: 'Dropbox',
		pattern: /^(((paper|replay|capture|showcase)\.)?dropbox\.com|db\.tt)\//,
		cure: `This is no link to a single file. ${withNode('Dropbox')}`,
	},
	{ site: 'Loom', pattern: /^(share\.)?loom\.com\//, cure: OWNER_ONLY },
	{
		site: 'Vimeo',
		pattern: /^(vimeo(pro)?\.com\/|player\.vimeo\.com\/video\/)/,
		cure: withHttp(
			'the HTTP Request node',
			"With Vimeo's API, the field 'download' of your own video holds a link to its file",
		),
	},
	{
		site: 'YouTube',
		pattern: /^(([^/]+\.)?youtube(-nocookie)?\.com\/|youtu\.be\/)/,
		cure: OWNER_ONLY,
	},
	{ site: 'TikTok', pattern: /^(v[mt]\.)?tiktok\.com\//, cure: NO_DIRECT_LINK },
	{ site: 'Instagram', pattern: /^([^/]+\.)?(instagram\.com|instagr\.am|ig\.me)\//, cure: NO_DIRECT_LINK },
	{
		site: 'Facebook',
		pattern: /^(([^/]+\.)?facebook\.com|fb\.watch|fb\.com|fb\.me)\//,
		cure: NO_DIRECT_LINK,
	},
	{ site: 'X', pattern: /^(([^/]+\.)?(twitter|x)\.com|t\.co)\//, cure: NO_DIRECT_LINK },
	{ site: 'LinkedIn', pattern: /^(([^/]+\.)?linkedin\.com|lnkd\.in)\//, cure: NO_DIRECT_LINK },
	{ site: 'Dailymotion', pattern: /^((geo\.)?dailymotion\.com|dai\.ly)\//, cure: NO_DIRECT_LINK },
	{ site: 'Twitch', pattern: /^((clips|go|player)\.)?twitch\.tv\//, cure: OWNER_ONLY },
	{
		site: 'WeTransfer',
		pattern: /^((?!download\.)([^/]+\.)?wetransfer\.com|we\.tl)\//,
		cure: `The link opens a page, and its files are gone after some days. Put the video into a cloud storage that n8n can download from, and ${UPLOAD_IT}`,
	},
	{
		site: 'iCloud',
		pattern: /^([^/]+\.)?icloud\.com\//,
		cure: `iCloud gives its files to no app. Download the video, put it into a cloud storage that n8n can download from, and ${UPLOAD_IT}`,
	},
	{
		site: 'Zoom',
		pattern: /^([^/]+\.)?zoom\.(us|com|com\.cn)\/(rec\/(share|play)|recording\/detail|j)\b/,
		cure: withHttp(
			'the HTTP Request node',
			"Zoom's API lists a meeting's recordings with their 'download_url'",
		),
	},
	{
		site: 'A storage console',
		pattern:
			/^(((s3|[^/]+)\.)?console\.aws\.amazon\.com|(console|storage)\.cloud\.google\.com|portal\.azure\.com)\//,
		cure: withHttp(
			"the storage's own node",
			'Or let the storage make a signed link to the file, which works without a login',
		),
	},
	{
		site: 'A source code host',
		pattern: /^(github\.com|([^/]+\.)?gitlab\.com|huggingface\.co)\/(?!.*[?&]raw=)[^?]*\/blob\//,
		cure: `The page has a link to the raw file: enter that. Or download the file in a step before, and ${UPLOAD_IT}`,
	},
	{
		site: 'Telegram',
		pattern: /^(t|telegram)\.me\//,
		cure: withNode('Telegram'),
	},
	{
		site: 'Frame.io',
		pattern: /^(f\.io|(app|next)\.frame\.io)\//,
		cure: OWNER_ONLY,
	},
	{
		site: 'A cloud storage',
		pattern:
			/^(u\.pcloud\.(link|com)|e\.pcloud\.link|my\.pcloud\.com|disk\.yandex\.[a-z.]+|yadi\.sk|cloud\.mail\.ru|pan\.baidu\.com|yun\.baidu\.com|(www\.)?(aliyundrive|alipan)\.com|drive\.proton\.me|workdrive\.zoho(external)?\.[a-z.]+|mediafire\.com\/file)\//,
		cure: NO_DIRECT_LINK,
	},
	{
		site: 'A video site',
		pattern:
			/^(((old\.|new\.)?reddit\.com|redd\.it|pin\.it|([a-z]{2}\.)?pinterest\.[a-z.]+|snapchat\.com|streamable\.com|bilibili\.com|b23\.tv|(v\.)?douyin\.com|(v\.)?kuaishou\.com|v\.qq\.com|v\.youku\.com|weibo\.(com|cn)|vk\.(com|ru)|vkvideo\.ru|rutube\.ru|ok\.ru|share\.vidyard\.com|(watch|app)\.screencastify\.com)\/|fast\.wistia\.(net|com)\/embed\/iframe\/|[^/]+\.wistia\.com\/medias\/|rumble\.com\/v|odysee\.com\/@|archive\.org\/details\/|commons\.wikimedia\.org\/wiki\/)/,
		cure: NO_DIRECT_LINK,
	},
	{ site: 'MEGA', pattern: /^mega\.(nz|io|co\.nz)\//, cure: NO_DIRECT_LINK },
];

/** The site whose page an address leads to, undefined for any other address. */
export function sharePageOf({ hostname, pathname, search }: URL): SharePage | undefined {
	const place =
		`${hostname.replace(/^(www|m|mobile)\./, '').replace(/\.+$/, '')}${pathname}${search}`.toLowerCase();
	const rule = RULES.find(({ pattern }) => pattern.test(place));
	return rule && { site: rule.site, cure: rule.cure };
}
