/** Python's own TOML reader, which is what DB-GPT 0.7 and newer reads its configuration with. */
import { execFileSync, spawnSync } from 'node:child_process';

const script = `
import json, sys, tomllib
def read(text):
    try:
        return {"value": tomllib.loads(text)}
    except Exception as error:
        return {"error": str(error)}
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout, default=str)
`;

/** False on machines without Python 3.11 or newer. */
export const hasTomllib = spawnSync('python3', ['-c', 'import tomllib']).status === 0;

/** One process for all of `texts`; throws for the first that is no TOML. */
export function readAllToml(texts: readonly string[]): unknown[] {
  const output = execFileSync('python3', ['-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  const results = JSON.parse(output) as ({ value: unknown } | { error: string })[];
  return results.map((result, at) => {
    if ('error' in result) throw new Error(`${result.error} in ${JSON.stringify(texts[at])}`);
    return result.value;
  });
}
