/** `PUT /api/active`: the active model by name in one plain request, for whatever keeps a configuration and is no shell of ours. */
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { calls } from '../../shared/api.ts';
import { parseInput } from '../../shared/bad-input.ts';
import type { Core } from '../core.ts';

const activeSchema = z.strictObject({ model: calls.useModel.input.shape.model });

/** Takes `{"model": "<qualified id, id, server or alias>"}` and answers with where `active` leads first now. */
export function putActive({ api }: Core): RequestHandler {
  return async (req, res) => {
    const body: unknown = req.body;
    const { model } = parseInput(activeSchema, body ?? {});
    res.json(await api.calls.useModel({ model, alias: 'active' }));
  };
}
