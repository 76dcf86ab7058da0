import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import type { EventChoice } from '../event/event';
import { UserError } from '../texts/UserError';
import {
	CALLBACK_CHECK,
	CONFIRM_STATUS,
	DEFAULT_DAYS,
	INCLUDE_BODY,
	INCLUDE_DETAILS,
	LINKS_GOOD_FOR,
	OPTIONS,
	TRIGGER_ON,
	UNIQUE_ID,
} from './triggerFields';

/** What a call must show to start a workflow. */
export type CallbackCheck = 'any' | 'signed' | 'signedOrConfirmed';

/** What the trigger's fields hold. */
export interface TriggerParameters {
	events: ReadonlyArray<EventChoice | 'all'>;
	callbackCheck: CallbackCheck;
	/** Whether memories.ai is asked about signed calls as well. */
	confirmStatus: boolean;
	includeBody: boolean;
	includeDetails: boolean;
	/** How long a signed link counts after it was made, in ms. */
	linksGoodForMs: number;
	/** The part of a divided account that unsigned calls are looked for in; empty for none. */
	uniqueId: string;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * What the trigger's fields hold. An expression can make that any value: what is plainly meant is taken, and the rest is
 * refused, because a check that is guessed is none.
 *
 * @throws UserError for the first value that a field cannot take
 */
export function readTriggerParameters(context: IWebhookFunctions): TriggerParameters {
	const check = context.getNodeParameter(CALLBACK_CHECK.name);
	const events = context.getNodeParameter(TRIGGER_ON.name);
	const given = context.getNodeParameter(OPTIONS.name, {});
	if (typeof given !== 'object' || given === null) throw refuse(OPTIONS, 'is no set of fields');
	const option = ({ name }: INodeProperties): unknown => Reflect.get(given, name);
	return {
		events: listOf(events).map((event) => offered(TRIGGER_ON, event) as EventChoice | 'all'),
		callbackCheck: offered(CALLBACK_CHECK, check) as CallbackCheck,
		confirmStatus: yesOrNo(CONFIRM_STATUS, option(CONFIRM_STATUS)),
		includeBody: yesOrNo(INCLUDE_BODY, option(INCLUDE_BODY)),
		includeDetails: yesOrNo(INCLUDE_DETAILS, option(INCLUDE_DETAILS)),
		linksGoodForMs: days(LINKS_GOOD_FOR, option(LINKS_GOOD_FOR)) * DAY_MS,
		uniqueId: text(UNIQUE_ID, option(UNIQUE_ID)),
	};
}

function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return typeof value === 'string' ? value.split(',') : [value];
}

/** One of the values that a field offers. */
function offered(field: INodeProperties, given: unknown): string {
	const word = typeof given === 'string' ? given.trim() : given;
	const option = field.options?.find((choice) => 'value' in choice && choice.value === word);
	if (option === undefined || !('value' in option)) throw refuse(field, 'is none of its options');
	return String(option.value);
}

function yesOrNo(field: INodeProperties, given: unknown): boolean {
	if (isNothing(given) || given === 'false' || given === false) return false;
	if (given === 'true' || given === true) return true;
	throw refuse(field, 'is neither true nor false');
}

function days(field: INodeProperties, given: unknown): number {
	if (isNothing(given)) return DEFAULT_DAYS;
	const number = typeof given === 'number' || typeof given === 'string' ? Number(given) : NaN;
	if (!(number >= 0)) throw refuse(field, 'is not a number of days');
	return number;
}

function text(field: INodeProperties, given: unknown): string {
	if (isNothing(given)) return '';
	if (typeof given === 'string' || typeof given === 'number') return String(given).trim();
	throw refuse(field, 'is not a text');
}

function isNothing(given: unknown): boolean {
	return given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
}

function refuse({ displayName }: INodeProperties, problem: string): UserError {
	return new UserError(`'${displayName}' ${problem}`, 'Open the trigger and choose or enter a value for it');
}
