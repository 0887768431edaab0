/** The parts of the settings that say how ModelTray behaves: how long it waits, what it tells of, how much it logs. */
import { z } from 'zod';
import { flawOfProxyAddress } from './proxy-address.ts';

/** In milliseconds; the least and the most that each may be. */
export const timeoutRanges = {
  /** How long a request waits while a server says that it loads the model. */
  loadMs: { min: 10_000, max: 7_200_000 },
  /** How long a server may be silent after it got a request, unless its own limit says otherwise. */
  firstByteMs: { min: 1_000, max: 3_600_000 },
  /** How long a connection may take to open. */
  connectMs: { min: 500, max: 60_000 },
  /** How long a server may go on for a client that left, where it is set to finish. */
  drainMs: { min: 1_000, max: 3_600_000 },
} as const;
export type TimeoutName = keyof typeof timeoutRanges;
export const timeoutNames = [
  'loadMs',
  'firstByteMs',
  'connectMs',
  'drainMs',
] as const satisfies TimeoutName[];

const within = ({ min, max }: { min: number; max: number }): z.ZodInt => z.int().min(min).max(max);

export const timeoutFields = {
  loadMs: within(timeoutRanges.loadMs),
  /** Null: as long as it takes. */
  firstByteMs: within(timeoutRanges.firstByteMs).nullable(),
  connectMs: within(timeoutRanges.connectMs),
  drainMs: within(timeoutRanges.drainMs),
};
export const timeoutsSchema = z.strictObject({
  loadMs: timeoutFields.loadMs.default(900_000),
  firstByteMs: timeoutFields.firstByteMs.default(null),
  connectMs: timeoutFields.connectMs.default(5_000),
  drainMs: timeoutFields.drainMs.default(600_000),
});
export type Timeouts = z.output<typeof timeoutsSchema>;
export const defaultTimeouts: Timeouts = timeoutsSchema.parse({});

/** What the system's notifications may tell of. */
export const notificationNames = [
  'noServer',
  'firstCloud',
  'requestFailed',
  'serverDown',
  'serverBack',
] as const;
export type NotificationName = (typeof notificationNames)[number];

const flag = z.boolean();
export const notificationFields = {
  /** A request failed because no server could answer it. */
  noServer: flag,
  /** The first answer that ever came from the cloud. */
  firstCloud: flag,
  /** Another request got no answer. */
  requestFailed: flag,
  /** A server that was used stopped answering. */
  serverDown: flag,
  serverBack: flag,
};
export const notificationsSchema = z.strictObject({
  noServer: flag.default(true),
  firstCloud: flag.default(true),
  requestFailed: flag.default(false),
  serverDown: flag.default(false),
  serverBack: flag.default(false),
  /** The cloud has answered once: that is told of never again. */
  cloudWasUsed: flag.default(false),
});

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];
export const logFields = { level: z.enum(logLevels) };
export const logsSchema = z.strictObject({ level: logFields.level.default('info') });

export const cloudProxyModes = ['system', 'address', 'none'] as const;
export const cloudProxyFields = {
  /** `system`: as the system's or the environment's settings say. */
  mode: z.enum(cloudProxyModes),
  /** For `address`: `http://host:port` or `socks5://host:port`. */
  address: z
    .string()
    .trim()
    .max(300)
    .refine((text) => flawOfProxyAddress(text) === null)
    .nullable(),
};
/** The proxy that cloud servers, and nothing else, are reached through. Without a login: the settings hold no secret. */
export const cloudProxySchema = z
  .strictObject({
    mode: cloudProxyFields.mode.default('system'),
    address: cloudProxyFields.address.default(null),
  })
  .refine(({ mode, address }) => mode !== 'address' || address !== null, { path: ['address'] });
export type CloudProxy = z.output<typeof cloudProxySchema>;
