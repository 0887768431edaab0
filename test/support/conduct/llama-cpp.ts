import { exemplary } from './conduct.ts';
import type { Conduct } from './conduct.ts';

/**
 * llama-server b10587, as recorded: four slots, `/slots` tells what they do, bad JSON is 500, the requested model is
 * ignored, an overlong prompt is 400, and an abort frees its slot.
 */
export const llamaCpp: Conduct = {
  ...exemplary,
  badJson: {
    status: 500,
    message:
      "[json.exception.parse_error.101] parse error at line 1, column 15: syntax error while parsing value - unexpected end of input; expected '[', '{', or a literal",
  },
  unknownModel: 'answers',
  slots: 4,
  busyPath: '/slots',
};
