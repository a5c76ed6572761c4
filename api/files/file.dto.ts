import { Quantity } from '../body-fields.js';
import { ApiProblem } from '../problem.js';
import { Instant } from '../time-fields.js';
import type { CaptureMetadata } from '../../ledger/files/file-records.js';

/** What the app says of a file. */
export class FileDto {
  @Instant('When it was taken, by the device.', { optional: true })
  takenAt?: string;

  @Quantity('Where it was taken: latitude in degrees.', { min: -90, max: 90, optional: true })
  latitude?: number;

  @Quantity('Longitude in degrees.', { min: -180, max: 180, optional: true })
  longitude?: number;
}

/** The same as it is kept; a problem (422) where half of a place is missing. */
export function captureMetadataOf({ takenAt, latitude, longitude }: FileDto): CaptureMetadata {
  if ((latitude === undefined) !== (longitude === undefined))
    throw ApiProblem.input([
      {
        field: latitude === undefined ? 'latitude' : 'longitude',
        text: {
          en: 'is missing: give latitude and longitude, or neither.',
          'zh-CN': '未填写：经度和纬度须同时提供或都不提供。',
        },
      },
    ]);
  return { takenAt: takenAt ?? null, latitude: latitude ?? null, longitude: longitude ?? null };
}
