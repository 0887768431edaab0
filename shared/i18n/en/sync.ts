/** DB-GPT kept in step: the watched `.env`, and DB-GPT’s own API. */
export const sync = {
  'sync.part.address': 'address',
  'sync.part.key': 'key',
  'sync.part.models': 'models',
  'sync.part.context': 'context size',
  'sync.list': '{before}, {part}',

  'sync.reason.noChoice':
    'An earlier ModelTray wrote this file and did not keep what it was made of, so it cannot be checked. Export it once more.',
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

  'sync.cli.help.list': 'list the files that exports have written, and whether they are up to date',
  'sync.cli.none': 'ModelTray has written no file of DB-GPT’s.',
  'sync.cli.asWritten': 'as written',
  'sync.cli.changed': 'changed since',
  'sync.cli.gone': 'not there',
  'sync.cli.current': 'up to date',
  'sync.cli.outOfDate': 'out of date',
  'sync.cli.outOfDate.what': 'out of date: {what}',
  'sync.cli.unknown': 'cannot be checked',

  'sync.title': 'Keep in step',
  'sync.hint': 'What ModelTray does when it and DB-GPT’s files drift apart.',
  'sync.out': 'Say when a file of DB-GPT’s is out of date',
  'sync.out.hint':
    'When the key, the port, a pinned model or its context changes here, the change to the exported files is prepared.',
  'sync.write': 'Write it without asking',
  'sync.write.hint':
    'Never over a file that somebody else has changed. Each write is listed here and can be undone.',
  'sync.in': 'Switch by DB-GPT’s .env',
  'sync.in.hint':
    'When PROXYLLM_BACKEND in an exported .env names a model that is known here, it becomes the active model.',
  'sync.files': 'Files that are out of date',
  'sync.files.none': 'ModelTray has written no file of DB-GPT’s yet, so there is nothing to keep in step.',
  'sync.files.current': 'Up to date: all files of DB-GPT’s that ModelTray wrote ({count}).',
  'sync.files.changed': 'What has changed here: {what}',
  'sync.review': 'Review {path}',
  'sync.review.same': 'The file holds already what it should.',
  'sync.review.write': 'Write this',
  'sync.review.settle': 'Note it as up to date',
  'sync.diff': 'Changes to {path}',
  'sync.written': 'Written. Restart DB-GPT once.',
  'sync.automatic': 'Written without asking',
  'sync.automatic.what': '{at} · {what}',
  'sync.automatic.undo': 'Undo in {path}',
  'sync.restart': 'Which changes need a restart of DB-GPT?',
  'sync.restart.active':
    'Another active model: none. A file that names “active” stays right, and the next request gets the new model. Only where that holds less context than the file says is a new file worth a restart.',
  'sync.restart.file':
    'Another key or port, another pinned model, another context size: DB-GPT reads its file only when it starts, so restart it once after the file was written.',
  'sync.restart.env':
    'Another name in the .env: none for the switch itself. DB-GPT goes on sending the old name until it restarts, and ModelTray answers that with the active model.',
  'sync.restart.api': 'Models added through DB-GPT’s API: none. DB-GPT keeps them over a restart.',

  'sync.api.title': 'Advanced: add models to a running DB-GPT',
  'sync.api.heading': 'DB-GPT’s own API',
  'sync.api.hint':
    'DB-GPT 0.7 and newer takes models while it runs. ModelTray asks it only when you press a button here, and on this machine only.',
  'sync.api.port': 'Port of DB-GPT',
  'sync.api.where': 'DB-GPT runs',
  'sync.api.where.local': 'on this machine',
  'sync.api.where.docker': 'in Docker',
  'sync.api.where.wsl': 'in WSL',
  'sync.api.toml': 'TOML file that DB-GPT was started with',
  'sync.api.toml.hint':
    'A full path. ModelTray reads which names are taken there and changes nothing in it: a name in both places would be lost when DB-GPT starts again.',
  'sync.api.look': 'Look at DB-GPT',
  'sync.api.running': 'Models at {url}: {count}',
  'sync.api.unhealthy': '{type}, not healthy',
  'sync.api.added': 'Added by ModelTray',
  'sync.api.leads': 'Asks for {model}',
  'sync.api.notRunning': 'Asks for {model}. DB-GPT does not run it any more',
  'sync.api.remove': 'Remove {name}',
  'sync.api.removed': '{name} was taken away',
  'sync.api.models': 'Models to add',
  'sync.api.models.hint': 'Names of ours in DB-GPT begin with modeltray-, so none of its own is touched.',
  'sync.api.models.active': 'The active model',
  'sync.api.models.names': 'Names that lead where you point them',
  'sync.api.show': 'Show the requests',
  'sync.api.calls': 'Requests to DB-GPT',
  'sync.api.nothing': 'DB-GPT has these models already, as they should be. Nothing has to be sent.',
  'sync.api.add': 'Add to DB-GPT',
  'sync.api.done': 'Added: {names}. Choose it in DB-GPT; nothing has to be restarted.',
  'sync.api.failed': '{name} was not added. {reason}',
  'sync.api.failed.done': 'Added before it: {names}. Remove what you do not want in the list above.',
  'sync.api.failed.untried': 'Not tried any more: {count}',
} as const;
