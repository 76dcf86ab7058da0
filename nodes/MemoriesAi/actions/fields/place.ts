import { UserError } from '../../texts/UserError';
import { field, type Field } from './field';
import { number } from './readers';

/** The generations that know where a video was taken. */
type Knowledge = Pick<Field, 'apiVersions'>;

/**
 * The two fields that make a place, in decimal degrees.
 *
 * @param description what the place is; without a final period
 */
export function placeFields(description: string, knowledge: Knowledge) {
	return {
		latitude: field(
			{
				displayName: 'Latitude',
				name: 'latitude',
				type: 'number',
				typeOptions: { numberPrecision: 6, minValue: -90, maxValue: 90 },
				default: 0,
				description: `${description}, in decimal degrees. Needs a longitude too.`,
			},
			number({ min: -90, max: 90 }),
			knowledge,
		),
		longitude: field(
			{
				displayName: 'Longitude',
				name: 'longitude',
				type: 'number',
				typeOptions: { numberPrecision: 6, minValue: -180, maxValue: 180 },
				default: 0,
				description: `${description}, in decimal degrees. Needs a latitude too.`,
			},
			number({ min: -180, max: 180 }),
			knowledge,
		),
	};
}

/** A collection with these two fields, which refuses one without the other. */
export function withWholePlace<Values>(collection: Field<Values>): Field<Values> {
	return {
		...collection,
		read(input) {
			const values = collection.read(input);
			const { latitude, longitude } = values as { latitude?: number; longitude?: number };
			if ((latitude === undefined) === (longitude === undefined)) return values;
			throw new UserError(
				"'Latitude' and 'Longitude' belong together, and one of them is missing",
				'Add the other one, or remove both',
			);
		},
	};
}
