const { PerformanceObserver, performance } = require('node:perf_hooks');

/** Where the benchmark finds this, from the other end of n8n's debugging port. */
const gate = (globalThis.benchGate = {
	/** Opens for all that stand before it. */
	open: () => undefined,
	/** How many executions stand before it. */
	waiting: 0,
	/** The garbage collections since they were last taken from here. */
	collections: [],
});

let opened;
closeGate();

new PerformanceObserver((list) => {
	for (const { startTime, duration, detail } of list.getEntries()) {
		gate.collections.push({ kind: detail.kind, beganAtMs: performance.timeOrigin + startTime, ms: duration });
	}
}).observe({ entryTypes: ['gc'] });

function closeGate() {
	opened = new Promise((resolve) => {
		gate.open = () => {
			gate.waiting = 0;
			closeGate();
			resolve();
		};
	});
}

/**
 * Holds executions that have read their files until the benchmark lets all of them go on together. It also counts garbage
 * collections. n8n loads it from this folder in the benchmark only.
 */
exports.Gate = class {
	description = {
		displayName: 'Gate',
		name: 'gate',
		group: ['transform'],
		version: 1,
		description: 'Holds executions until the benchmark lets them go on',
		defaults: { name: 'Gate' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute() {
		gate.waiting++;
		await opened;
		return [this.getInputData()];
	}
};
