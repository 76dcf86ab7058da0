import type { Endpoint } from './endpoint';

/** The account's money (`GET /usage/balance`); free. */
export const getBalance: Endpoint = (_request, { account, dateNow }) => ({
	content: {
		currency: 'USD',
		balance_usd: account.balanceUsd,
		as_of: new Date(dateNow()).toISOString(),
	},
});
