import type { IWebhookFunctions } from 'n8n-workflow';
import { ApiFailure } from '../api/ApiFailure';
import { secretsOf } from '../state';
import { textOfFailure } from '../texts/failureTexts';
import { withoutSecrets } from '../texts/secrets';
import { UserError } from '../texts/UserError';

/** Writes what went wrong with a call, and is not the caller's fault, to n8n's log: a trigger has no other place for it. */
export function logTrouble(context: IWebhookFunctions, error: unknown): void {
	const secrets = secretsOf(context);
	if (error instanceof ApiFailure || error instanceof UserError) {
		const { message, cure } = error instanceof ApiFailure ? textOfFailure(error, secrets) : error;
		context.logger.warn(`Memories.ai Trigger: ${message}. ${cure}`);
		return;
	}
	const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
	context.logger.error(`Memories.ai Trigger: ${withoutSecrets(words, secrets)}`);
}
