import type { ModelInfo } from '../../../shared/model.ts';
import { unknownModel } from '../../../shared/model.ts';
import { locationOfHost } from '../../../shared/location.ts';
import type { Answer, Ask } from '../ask.ts';
import { arrayAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { NotAModelList } from './kind-profile.ts';

/** The rows of a `GET /v1/models` (OpenAI API reference, "List models"). */
export function modelRows(answer: Answer): unknown[] {
  const rows = answer.status === 200 ? arrayAt(answer.json, 'data') : null;
  if (rows === null) throw new NotAModelList(answer);
  return rows.filter((row) => textAt(row, 'id') !== null);
}

/** A row of which only the id is known, at the location of its server. */
export function modelOfRow(row: unknown, ask: Ask): ModelInfo {
  return unknownModel(textAt(row, 'id') ?? '', locationOfHost(ask.address.host));
}

export const openaiCompatible: KindProfile = {
  kind: 'openai-compatible',
  name: 'OpenAI-compatible',
  defaultPort: null,
  fingerprint: null,
  async listModels(ask) {
    const answer = await ask.api('/models');
    return modelRows(answer).map((row) => modelOfRow(row, ask));
  },
};
