import type { ApiAccess } from '../transport/request';
import type { ApiVersion } from '../vocabulary/apiVersion';
import { datalakeEndpoints } from './datalake/datalakeEndpoints';
import type { Endpoints } from './endpoints';
import { v1Endpoints } from './v1/v1Endpoints';

const ENDPOINTS: Record<ApiVersion, Endpoints> = {
	'v1.1': v1Endpoints,
	'v1.2': v1Endpoints,
	datalake: datalakeEndpoints,
};

/** What the account's memories.ai can be asked for. This is where the generations part. */
export function endpointsOf({ apiVersion }: Pick<ApiAccess, 'apiVersion'>): Endpoints {
	return ENDPOINTS[apiVersion];
}
