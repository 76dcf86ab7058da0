import { parseJsonWithExactIntegers } from '../../nodes/MemoriesAi/api/transport/json';

/** Members that name a person or an account, whatever stands in them. */
const personal = /^(account|user_?id|client_?id|e?mail|phone|owner|organi[sz]ation|tenant)/i;
/** Members that say how much money there is. */
const money = /balance|credit/i;
/** Members by which an entry of a list names its video or its collection. */
const naming = ['videoNo', 'video_no', 'videoId', 'video_id', 'id'];

const webAddress = /^https?:\/\//i;
/** Ids are words of letters and many digits, such as `VI568102998803353600` and `vid_1f…`. */
const word = /[\w-]{12,}/g;
const isoDate = /^\d{4}-\d{2}-\d{2}/;
/** Seconds and milliseconds since 1970. */
const epoch = /^1\d{9}(\d{3})?$/;

/**
 * Cleans answers of what belongs to an account: ids become stand-ins, the same one for the same id; keys, addresses, names of
 * persons, sums of money and the entries of other videos are taken out.
 */
export class Cleaner {
	private readonly standIns = new Map<string, string>();

	/**
	 * @param own ids of the video that the answers are about, and of its collection
	 * @param secrets texts that must be in nothing that is written
	 */
	constructor(
		private readonly own: readonly string[],
		private readonly secrets: readonly string[],
	) {}

	/** An answer as it may be published; JSON where it is JSON. */
	clean(text: string): unknown {
		try {
			return this.cleaned(parseJsonWithExactIntegers(text));
		} catch {
			return this.cleanText(text);
		}
	}

	/** A path with stand-ins for its ids. */
	cleanPath(path: string): string {
		return path
			.split('/')
			.map((part) => this.cleanText(part))
			.join('/');
	}

	private cleaned(value: unknown, name = ''): unknown {
		if (Array.isArray(value)) {
			return value.filter((entry) => this.isOwn(entry)).map((entry) => this.cleaned(entry, name));
		}
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([member, inner]) => [member, this.cleaned(inner, member)]),
			);
		}
		if (personal.test(name)) return typeof value === 'string' ? 'cleaned' : value;
		if (money.test(name) && typeof value === 'number') return 1;
		return typeof value === 'string' ? this.cleanText(value) : value;
	}

	/** Entries of lists that name another video or collection are somebody's. */
	private isOwn(entry: unknown): boolean {
		if (typeof entry !== 'object' || entry === null) return true;
		const ids = naming.flatMap((name) => {
			const id: unknown = Reflect.get(entry, name);
			return typeof id === 'string' && looksLikeId(id) ? [id] : [];
		});
		return ids.every((id) => this.own.includes(id)) || ids.some((id) => this.own.includes(id));
	}

	private cleanText(text: string): string {
		const open = this.secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
		if (webAddress.test(open)) return 'https://example.com/cleaned';
		return open.replace(word, (found) => (looksLikeId(found) ? this.standInOf(found) : found));
	}

	private standInOf(id: string): string {
		const known = this.standIns.get(id);
		if (known !== undefined) return known;
		const [prefix = ''] = /^[A-Za-z]+[_-]?(?=[\w-]*\d)/.exec(id) ?? [];
		const kept = /[_-]$/.test(prefix) || /^(VI|PI)$/.test(prefix) ? prefix : '';
		const number = String(this.standIns.size + 1);
		const standIn = kept + number.padStart(id.length - kept.length, '0');
		this.standIns.set(id, standIn);
		return standIn;
	}
}

function looksLikeId(text: string): boolean {
	const digits = text.replace(/\D/g, '').length;
	return text.length >= 12 && digits >= 4 && !isoDate.test(text) && !epoch.test(text);
}
