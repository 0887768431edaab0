/** Reads a `GET /v1/models` (OpenAI API reference, "List models"). */
import type { ModelInfo } from '../../../shared/model.ts';
import { unknownModel } from '../../../shared/model.ts';
import { locationOfHost } from '../../../shared/location.ts';
import type { Answer, Ask } from '../ask.ts';
import { arrayAt, objectAt, textAt } from '../read-json.ts';
import { NotAModelList } from './kind-profile.ts';

/**
 * The rows of an answer that has the shape of a model list: every row has an id, and an empty list says that it is one.
 * Null for anything else, whatever its status. Ollama 0.32 writes `"data":null` where it has no model.
 */
export function rowsOf({ status, json }: Answer): unknown[] | null {
  if (status !== 200 || objectAt(json) === null) return null;
  const data = arrayAt(json, 'data');
  const isNamedList = textAt(json, 'object') === 'list';
  if (data === null) return isNamedList && hasNoData(json) ? [] : null;
  if (data.length === 0) return isNamedList ? data : null;
  return data.every((row) => textAt(row, 'id') !== null) ? data : null;
}

/** True for a model list whose `data` is null: the empty one of Ollama, and of no other server that we know. */
export function hasNoData(json: unknown): boolean {
  return objectAt(json)?.data === null;
}

/** The rows of a model list that name a model. Throws NotAModelList where the answer is none. */
export function modelRows(answer: Answer): unknown[] {
  const rows = answer.status === 200 ? arrayAt(answer.json, 'data') : null;
  if (rows === null && rowsOf(answer) === null) throw new NotAModelList(answer);
  return (rows ?? []).filter((row) => textAt(row, 'id') !== null);
}

/** A row of which only the id is known, at the location of its server. */
export function modelOfRow(row: unknown, ask: Ask): ModelInfo {
  return unknownModel(textAt(row, 'id') ?? '', locationOfHost(ask.address.host));
}

/** True if there are rows, and all of them are as asked. */
export function isEveryRow(list: Answer, isOne: (row: unknown) => boolean): boolean {
  const rows = rowsOf(list) ?? [];
  return rows.length > 0 && rows.every(isOne);
}

export function ownerOf(row: unknown): string | null {
  return textAt(row, 'owned_by');
}
