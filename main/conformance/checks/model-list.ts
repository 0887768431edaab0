import { message } from '../../../shared/i18n/index.ts';
import { bodyOf, firstOf } from '../exchange.ts';
import { listAt, parseJson, textAt } from '../fields.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { outcomeOf } from '../read-error.ts';
import { sayOutcome } from '../say.ts';

/** `GET /models` (OpenAI API reference, "List models"): `{"data":[{"id",…}]}`, and the model is in it. */
export const modelList: Check = {
  id: 'model-list',
  types: ['chat', 'embedding'],
  quickFor: ['chat', 'embedding'],
  steps: ['models'],
  judge({ facts, seen }) {
    const exchange = firstOf(seen, 'models');
    const outcome = outcomeOf(exchange);
    const evidence = { exchange: exchange ?? null };
    if (exchange === undefined || outcome.kind !== 'answered') {
      const detail = outcome.kind === 'answered' ? message('check.saw.noList') : sayOutcome(outcome);
      return flawed('list-missing', detail, evidence);
    }
    const rows = listAt(parseJson(bodyOf(exchange)), 'data');
    if (rows === null) return flawed('list-missing', message('check.saw.noList'), evidence);
    const ids = rows.map((row) => textAt(row, 'id'));
    if (ids.includes(null)) return flawed('list-shape', message('check.saw.rowWithoutId'), evidence);
    const model = facts.model.id;
    return ids.includes(model) || ids.includes(`${model}:latest`)
      ? pass(message('check.saw.list', { count: ids.length }), evidence)
      : flawed('model-not-listed', message('check.saw.notListed', { model }), evidence);
  },
};
