/** The result of a run as text: one table, and below it what was said where a step did not pass. */

/** @typedef {import('./steps.mjs').Row} Row */
/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./words.mjs').Words} Words */
/** @typedef {{ rows: readonly Row[], steps: readonly Step[], words: Words }} Result */

/** @param {Result} result @returns {string[][]} the head first */
function cellsOf({ rows, steps, words }) {
  const { columns } = words;
  const head = [columns.server, columns.software, columns.model, ...steps.map((step) => columns[step])];
  return [
    head,
    ...rows.map(({ address, software, model, cells }) => [
      address,
      software === '' ? '–' : software,
      model === '' ? '–' : model,
      ...steps.map((step) => cellText(cells[step], words)),
    ]),
  ];
}

/** What failed is told below the table: it may be long. @param {import('./steps.mjs').Cell} cell @param {Words} words */
function cellText({ status, said }, words) {
  if (status === 'none') return '–';
  if (status === 'no') return words.no;
  return said === '' ? words.ok : `${words.ok}: ${said}`;
}

/** @param {Result} result */
function failureLines({ rows, steps, words }) {
  return rows.flatMap(({ address, cells }) =>
    steps
      .filter((step) => cells[step].status === 'no')
      .map((step) => `${address}  ${words.columns[step]}: ${cells[step].said}`),
  );
}

/** @param {Result} result */
export const countFailures = (result) => failureLines(result).length;

/** @param {Result} result */
function closingLine(result) {
  const failed = countFailures(result);
  return failed === 0 ? result.words.allPassed(result.rows.length) : result.words.notAll(failed);
}

/**
 * @param {Result} result
 * @param {(rows: string[][]) => string[]} alignColumns
 */
export function renderTable(result, alignColumns) {
  const failures = failureLines(result);
  return [
    ...alignColumns(cellsOf(result)),
    ...(failures.length === 0 ? [] : ['', `${result.words.said}:`, ...failures.map((line) => `  ${line}`)]),
    '',
    closingLine(result),
  ];
}

/** @param {Result} result */
export function renderMarkdown(result) {
  const [head = [], ...rows] = cellsOf(result);
  const line = (/** @type {string[]} */ cells) => `| ${cells.map(escapeCell).join(' | ')} |`;
  const failures = failureLines(result);
  const reports = result.rows.flatMap(({ report }) =>
    report === null ? [] : ['', '---', '', report.trim()],
  );
  return [
    '# test:real',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    ...failures.map((text) => `- ${text.replace(/\s+/g, ' ')}`),
    ...(failures.length === 0 ? [] : ['']),
    closingLine(result),
    ...reports,
    '',
  ].join('\n');
}

/** @param {string} text */
const escapeCell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
