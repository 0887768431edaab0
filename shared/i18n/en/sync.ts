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
  'sync.do.review': 'Review',
  'sync.do.undo': 'Undo',
} as const;
