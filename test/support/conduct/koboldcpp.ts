import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/**
 * KoboldCpp 1.115.1, as recorded: one request after the other, text in large lumps, an overlong prompt is cut with 200,
 * errors are `{"detail":…}`, bad JSON is 500, the requested model is ignored, and a stop word ends with `length`.
 */
export const koboldcpp: Conduct = {
  ...exemplary,
  tooLong: 'truncates',
  finishAtStop: 'length',
  badJson: { status: 500, message: 'Error parsing input.' },
  unknownModel: 'answers',
  errors: 'detail',
  delivery: 'lump',
};
