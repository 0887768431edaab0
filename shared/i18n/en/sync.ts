/** DB-GPT kept in step: the watched `.env`, and DB-GPT’s own API. */
export const sync = {
  'sync.part.address': 'address',
  'sync.part.key': 'key',
  'sync.part.models': 'models',
  'sync.part.context': 'context size',
  'sync.list': '{before}, {part}',

  'sync.reason.noChoice':
    'An earlier ModelTray wrote this file and did not keep what it was made of, so it cannot be checked. Export it once more',
  'sync.reason.gone': 'The file is not there any more.',
  'sync.reason.changed':
    'Somebody else has changed the file since, so ModelTray does not write it by itself.',
  'sync.reason.declined': 'You took this change back, so ModelTray does not write it again by itself.',

  'sync.notice.one': 'DB-GPT’s file {path} is out of date. What has changed here: {what}.',
  'sync.notice.reason': 'DB-GPT’s file {path} is out of date. {reason}',
  'sync.notice.several': '{count} of DB-GPT’s files are out of date.',
  'sync.notice.written':
    'ModelTray has brought {path} up to date: {what}. Restart DB-GPT once, it reads its configuration only when it starts.',
  'sync.notice.switched': '{path} names another model now, so {model} is the active model.',
  'sync.notice.notSwitched': '{path} names another model now, and the active model stays. {reason}',
  'sync.notice.recordBroken':
    'The list of models that ModelTray added to DB-GPT could not be read. It was kept as {file}; take such models away in DB-GPT itself.',

  'error.dbgpt_not_found': 'No DB-GPT answers at {url}. Start it, or enter the port that its pages have.',
  'error.dbgpt_refused': 'DB-GPT refused: {text}',
  'error.toml_unknown':
    'Name the TOML file that this DB-GPT was started with. A model that is added under a name of that file would take the other one away when DB-GPT starts again.',
  'sync.api.tooOld':
    'The DB-GPT at {url} has no API for models that are kept; it came with 0.7. Use an exported file instead.',
  'sync.api.tomlUnreadable': '{path} is no TOML that can be read: {said}',
  'sync.api.tomlOther':
    'None of the models that {path} names runs in this DB-GPT, so it was started with another file. Name that one.',
  'sync.api.taken': '{name} runs there already. Nothing was sent, because DB-GPT would stop it.',
  'sync.api.notThere': 'DB-GPT took {name} and does not list it.',
  'sync.api.stillThere': 'DB-GPT still lists {name}.',
  'sync.api.unreachable':
    'This DB-GPT cannot reach ModelTray yet: let it connect under Settings → Who may connect.',

  'sync.do.review': 'Review',
  'sync.do.undo': 'Undo',
} as const;
