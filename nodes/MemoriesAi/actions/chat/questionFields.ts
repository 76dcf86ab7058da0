import { field } from '../fields/field';
import { requiredText, text } from '../fields/readers';

/** What a user can do where the generation answers no questions. */
export const WITHOUT_CHAT =
	"Find the places with 'Search Videos' of the resource 'Search', and let a model answer from them, as in n8n's AI Agent with 'Memories.ai Tool'";

/** The field for the question. */
export const promptField = field(
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. Which questions does the audience ask?',
		description: 'The question to answer from the videos, in any words',
	},
	requiredText('Enter the question to ask about the videos'),
);

/** The choice among Options that makes a conversation of several questions. */
export const sessionIdField = field(
	{
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 606122521888985088',
		description:
			'The conversation to go on with: the sessionId in the output of an earlier question. Empty for a new one.',
	},
	text,
);
