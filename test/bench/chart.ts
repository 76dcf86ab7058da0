import { init, type EChartsOption } from 'echarts';
import { machineReport } from './report';
import type { BenchResults, Figure, LoadResults } from './results';
import { wayNames } from './ways/way';

/** The loads that the chart shows, as far as they were measured. */
const chartedLoads = ['1GiB', '3GiB', '16x64MiB'];

const size = { width: 960, height: 420 };

const colors: Record<string, string> = {
	[wayNames.memoriesAiNode]: '#2563eb',
	[wayNames.httpRequestNode]: '#ea580c',
	[wayNames.httpRequestWithoutRedirects]: '#fdba74',
	[wayNames.undiciInN8n]: '#64748b',
	[wayNames.undici]: '#94a3b8',
	[wayNames.curl]: '#cbd5e1',
};

interface Panel {
	title: string;
	figure: Figure;
	/** What one of the shown unit is in the figure's own. */
	unit: number;
	/** Where it stands, in percent of the chart's width. */
	left: number;
}

const panels: Panel[] = [
	{ title: 'Throughput in MB/s (more is better)', figure: 'throughputMBps', unit: 1, left: 5 },
	{
		title: 'Peak memory above idle in MB (less is better)',
		figure: 'peakRssAboveIdleBytes',
		unit: 1e6,
		left: 54,
	},
];

/** Draws throughput and memory of large uploads side by side, as an SVG image on white. */
export function chartOf(results: BenchResults): string {
	const loads = results.loads.filter(({ load }) => chartedLoads.includes(load.id));
	const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
	chart.setOption(optionOf(loads, machineReport(results)));
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

function optionOf(loads: LoadResults[], footnote: string): EChartsOption {
	const ways = loads[0]?.ways.map(({ way }) => way) ?? [];
	return {
		animation: false,
		backgroundColor: '#ffffff',
		textStyle: { fontFamily: 'system-ui, sans-serif', color: '#1e293b' },
		// Wide gaps: without a browser, the width of the names can only be guessed.
		legend: { data: ways, top: 8, itemGap: 28 },
		title: [
			...panels.map(({ title, left }) => ({
				text: title,
				left: `${left}%`,
				top: 44,
				textStyle: { fontSize: 14, color: '#1e293b' },
			})),
			{ text: footnote, left: 'center', bottom: 6, textStyle: { fontSize: 10, fontWeight: 'normal' } },
		],
		grid: panels.map(({ left }) => ({ left: `${left}%`, width: '41%', top: 84, bottom: 60 })),
		xAxis: panels.map((_, gridIndex) => ({
			type: 'category',
			gridIndex,
			data: loads.map(({ load }) => load.title),
			axisTick: { show: false },
		})),
		yAxis: panels.map((_, gridIndex) => ({ type: 'value', gridIndex })),
		series: panels.flatMap(({ figure, unit }, index) =>
			ways.map((way) => ({
				type: 'bar' as const,
				name: way,
				xAxisIndex: index,
				yAxisIndex: index,
				itemStyle: { color: colors[way] },
				label: { show: true, position: 'top' as const, fontSize: 11 },
				data: loads.map((load) => Math.round(medianOf(load, way, figure) / unit)),
			})),
		),
	};
}

function medianOf({ ways }: LoadResults, name: string, figure: Figure): number {
	return ways.find(({ way }) => way === name)?.summaries[figure]?.median ?? NaN;
}
