import { z } from 'zod';

/** `instance.json`: how a command finds the core that runs on a data folder. Mode 0600, for it holds the token. */
export const instanceSchema = z.object({
  pid: z.int().positive(),
  shell: z.enum(['desktop', 'headless']),
  version: z.string(),
  /** `http://127.0.0.1:9999/v1`; null while the proxy is stopped. */
  proxy: z.string().nullable(),
  /** `http://127.0.0.1:9998`, where the API lies under `/api/`. */
  control: z.string(),
  /** Sent as a Bearer header. New at each start. */
  token: z.string(),
});
export type Instance = z.output<typeof instanceSchema>;

export const instanceFileName = 'instance.json';
