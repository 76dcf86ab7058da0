import type { JournalEntry } from '../journal';
import type { EndpointName } from './endpoints/endpoint';

/**
 * One request to the Datalake as it arrived, and what became of it. `json` is the JSON body, or the form's part `json`.
 */
export interface DatalakeEntry extends JournalEntry {
	/** Undefined when no endpoint exists for the request. */
	datalakeEndpoint?: EndpointName;
	/** What the header X-Request-ID of the answer says. */
	requestId: string;
}
