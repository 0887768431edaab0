/** The names that exports are chosen by. Apart from their schemas, because the window carries no schemas. */

/**
 * `0.6`: the `.env` of DB-GPT up to 0.6.3. `0.7`: a TOML file for 0.7 and newer. `0.8`: the same as a profile in DB-GPT's
 * own folder, for 0.8 and newer. `stock-env`: environment for the `configs/dbgpt-proxy-openai.toml` that 0.7 and newer
 * ship.
 */
export const exportTargets = ['0.6', '0.7', '0.8', 'stock-env'] as const;
export type ExportTarget = (typeof exportTargets)[number];

/** Where DB-GPT runs as seen from ModelTray; `direct` leaves ModelTray out and names the server's own address. */
export const exportVariants = ['local', 'docker', 'wsl', 'direct'] as const;
export type ExportVariant = (typeof exportVariants)[number];

/** How WSL2 reaches Windows: over the same `127.0.0.1`, or over a network of its own. */
export const wslNetworks = ['mirrored', 'nat'] as const;
export type WslNetwork = (typeof wslNetworks)[number];

/** `folder`: DB-GPT's folder, or a file in it. `own`: DB-GPT's folder of profiles. `copy`: nowhere, it is copied. */
export const exportPlaces = ['folder', 'own', 'copy'] as const;
export type ExportPlaceKind = (typeof exportPlaces)[number];

export const configKinds = ['env', 'toml'] as const;
export type ConfigKind = (typeof configKinds)[number];

/** Where DB-GPT's pages and API are unless it is told otherwise; before 0.5.4 it was 5000. */
export const dbgptPort = 5670;
