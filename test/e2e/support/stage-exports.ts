/** What the staged core answers about exports: plans, files that were written, looks at folders. All of it is the spec's. */
import type { Api, CallName } from '../../../shared/api.ts';
import { ModelTrayError } from '../../../shared/errors.ts';
import type {
  ConfigReport,
  DbgptLook,
  ExportEntry,
  ExportPlan,
  ExportReport,
  KeptExport,
  PlannedFile,
  RunningDbgpt,
  UndoReport,
} from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';

export interface StageExports {
  last: KeptExport | null;
  /** What `planExport` answers, or why it refuses. */
  plan: ExportPlan | ModelTrayError;
  /** The next write finds the file changed, and its preview is this one from then on. */
  changedPlan: ExportPlan | null;
  look: DbgptLook | ModelTrayError;
  running: RunningDbgpt | null;
  report: ConfigReport | null;
  written: ExportEntry[];
  undone: UndoReport | null;
}

const advice = {
  for: '0.6',
  variant: 'local',
  commands: ['python dbgpt/app/dbgpt_server.py'],
  snippets: [],
  tryIt: null,
  warnings: [],
  notes: [message('export.note.restart')],
  isDemo: false,
} as const satisfies Partial<ExportReport>;

export const envPath = '/home/you/DB-GPT/.env';

export function buildPlannedFile(change: Partial<PlannedFile> = {}): PlannedFile {
  return {
    path: envPath,
    before: 'LLM_MODEL=vicuna\n',
    after: 'LLM_MODEL=proxyllm\nPROXYLLM_BACKEND=active\n',
    hunks: [
      {
        before: 1,
        after: 1,
        lines: [
          { kind: 'same', text: '# mine' },
          { kind: 'removed', text: 'LLM_MODEL=vicuna' },
          { kind: 'added', text: 'LLM_MODEL=proxyllm' },
          { kind: 'added', text: 'PROXYLLM_BACKEND=active' },
        ],
      },
    ],
    isChanged: true,
    seen: { before: 'hash-before', after: 'hash-after' },
    problems: [],
    ...change,
  };
}

export function buildPlan(file: Partial<PlannedFile> = {}, change: Partial<ExportPlan> = {}): ExportPlan {
  return {
    ...advice,
    commands: [...advice.commands],
    snippets: [],
    warnings: [],
    notes: [...advice.notes],
    version: '0.6.3',
    files: [buildPlannedFile(file)],
    ...change,
  };
}

export function buildLook(change: Partial<DbgptLook> = {}): DbgptLook {
  return {
    folder: '/home/you/DB-GPT',
    isDbgpt: true,
    version: '0.6.3',
    source: 'dbgpt/_version.py',
    for: '0.6',
    isWsl: false,
    files: [{ path: envPath, kind: 'env', exists: true }],
    ...change,
  };
}

export function createStageExports(): StageExports {
  return {
    last: null,
    plan: buildPlan(),
    changedPlan: null,
    look: buildLook(),
    running: null,
    report: null,
    written: [],
    undone: null,
  };
}

type Note = (name: CallName, input: unknown) => void;

export function exportAnswers(stage: () => StageExports, note: Note): Partial<Api['calls']> {
  return {
    lastExport: () => Promise.resolve(stage().last),
    keepExport(choice) {
      note('keepExport', choice);
      stage().last = choice;
      return Promise.resolve(null);
    },
    renderExport: ({ models, for: target, reveal }) =>
      Promise.resolve(exportOf(target, models[0] ?? 'active', reveal)),
    planExport(input) {
      note('planExport', input);
      return answer(stage().plan);
    },
    writeExport(input) {
      note('writeExport', input);
      const now = stage();
      if (now.changedPlan !== null) {
        now.plan = now.changedPlan;
        now.changedPlan = null;
        const reason = message('error.file_changed', { path: envPath });
        return Promise.reject(new ModelTrayError('file_changed', reason));
      }
      return writeIt(now);
    },
    listExports: () => Promise.resolve({ exports: stage().written, automatic: [] }),
    undoExport(input) {
      note('undoExport', input);
      const now = stage();
      const undone = now.undone ?? {
        undone: now.written.map(({ path }) => ({ path, wasNew: false })),
        kept: [],
      };
      now.written = now.written.filter(({ path }) => undone.kept.some((one) => one.path === path));
      return Promise.resolve(undone);
    },
    lookAtDbgpt: () => answer(stage().look),
    findDbgpt: () => Promise.resolve(stage().running),
    judgeConfig(input) {
      note('judgeConfig', input);
      const { report } = stage();
      return Promise.resolve(report ?? { kind: 'env', path: null, lines: [], addresses: [] });
    },
  };
}

function answer<Result>(of: Result | ModelTrayError): Promise<Result> {
  return of instanceof ModelTrayError ? Promise.reject(of) : Promise.resolve(of);
}

async function writeIt(stage: StageExports): ReturnType<Api['calls']['writeExport']> {
  const plan = await answer(stage.plan);
  const { files } = plan;
  stage.written = files.map(({ path }) => ({
    id: path,
    path,
    writtenAt: Date.UTC(2026, 2, 14, 9, 26),
    for: plan.for,
    state: 'as-written',
    freshness: 'current',
    changes: [],
    reason: null,
  }));
  stage.plan = buildPlan({ isChanged: false, hunks: [] });
  const written = files.map(({ path }) => ({ path, isChanged: true, backup: `${path}.before-modeltray` }));
  return { ...adviceOf(plan), files: written };
}

function exportOf(target: ExportReport['for'], model: string, reveal: boolean): ExportReport {
  return {
    ...adviceOf(buildPlan()),
    for: target,
    fileName: '.env',
    text: `PROXYLLM_BACKEND=${model}\nPROXY_API_KEY=${reveal ? 'mt-key-in-clear' : '••••'}\n`,
    isMasked: !reveal,
  };
}

function adviceOf({
  files: _files,
  version: _version,
  ...rest
}: ExportPlan): Omit<ExportPlan, 'files' | 'version'> {
  return rest;
}
