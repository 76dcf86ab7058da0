import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { collectionToSearch, whenCollectionIsGone } from '../fields/chosenCollection';
import { field } from '../fields/field';
import { limitField } from '../fields/limit';
import { isoMoment } from '../fields/moment';
import { requiredText } from '../fields/readers';
import { simplifyField } from '../fields/simplify';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { defineOperation } from '../operation';
import { transcriptFiltersField } from './filters';

const wordsField = field(
	{
		displayName: 'Words',
		name: 'words',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. thank you for coming',
		description: 'A word or a phrase as it was said; upper and lower case are the same',
	},
	requiredText('Enter the words to look for in what is said'),
);

/** Finds the places where words were said, one output item a place. */
export const searchTranscriptsOperation = defineOperation({
	option: {
		name: 'Search Transcripts',
		value: 'searchTranscripts',
		action: 'Search transcripts',
		description: 'Find the places in your videos where a word or a phrase is said, each with its time',
	},
	apiVersions: ['v1.2', 'datalake'],
	wayOut: "Use 'Search Videos' with 'Search In' set to 'Audio'",
	fields: {
		words: wordsField,
		limit: limitField,
		simplify: simplifyField,
		filters: transcriptFiltersField,
		options: optionsWithUniqueId,
	},
	async execute({ context, values: { words, limit, simplify, filters, options }, openApi }) {
		const api = await openApi();
		const { collection, takenAfter, takenBefore, ...otherFilters } = filters;
		const searching = endpointsOf(api).searchTranscripts(api, {
			...otherFilters,
			text: words,
			limit,
			uniqueId: options.uniqueId,
			collectionId: await collectionToSearch(api, collection),
			takenAfter: isoMoment(takenAfter, context.getTimezone()),
			takenBefore: isoMoment(takenBefore, context.getTimezone()),
		});
		const { raw, matches } = await searching.catch(whenCollectionIsGone(api, collection));
		return (simplify ? matches : raw).slice(0, limit).map((place) => ({ json: { ...place } }));
	},
});
