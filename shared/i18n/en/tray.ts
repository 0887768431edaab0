/** The tray's menu and tooltip, the window's own menu, and what the desktop app notifies about. */
export const tray = {
  'tray.status.running': 'Running at {address}',
  'tray.status.starting': 'Starting…',
  'tray.status.stopping': 'Stopping…',
  'tray.status.stopped': 'Stopped',
  'tray.status.error': 'Not running: {reason}',
  'tray.status.unknownError': 'Not running',
  'tray.status.noServer': 'No model server is connected',
  'tray.status.allDown': 'No connected server can answer',
  'tray.status.demo': 'The demo answers (not a model)',
  'tray.status.quitting': 'Quitting: answers still running are finished first',

  'tray.now.loading': '{server}: loading',
  'tray.now.loadingSince': '{server}: loading since {time}',
  'tray.now.draining': '{count} still answering on {model} · {server}',
  'tray.last.private-network': 'The last answer came from the network',
  'tray.last.cloud': 'The last answer came from the cloud',
  'tray.last.unknown': 'The last answer came from a server that may forward',

  'tray.active.none': 'Active model: none',
  'tray.active.model': 'Active model: {model}',
  'tray.active.demo': 'Active model: demo (not a model)',
  'tray.model.at': '{model} · {server}',
  'tray.model.marked': '{model} ({mark})',
  'tray.model.notListed': 'not listed right now',
  'tray.model.range': '{first} … {last}',
  'tray.model.more': 'More in the window…',
  'tray.model.none': 'No chat model was found',
  'tray.model.pin': 'Keep {model} on Top',
  'tray.server.loading': 'Loading…',

  'tray.aliases': 'Aliases',
  'tray.alias.one': '{alias}: {model}',
  'tray.alias.many': '{alias}: {count} models',

  'tray.item.start': 'Start',
  'tray.item.stop': 'Stop',
  'tray.item.copyAddress': 'Copy Address',
  'tray.item.copyKey': 'Copy Key',
  'tray.item.export': 'Export for DB-GPT…',
  'tray.item.open': 'Open ModelTray',
  'tray.item.startAtLogin': 'Start at Login',
  'tray.item.onlyThisMachine': 'Only This Machine',
  'tray.item.noCloud': 'No Cloud',
  'tray.item.quit': 'Quit',
  'tray.item.quitNow': 'Quit Now',

  'tray.menu.edit': 'Edit',
  'tray.menu.window': 'Window',

  'tray.told.hidden':
    'The window is closed, and ModelTray keeps running. Open it again from the tray, or by starting ModelTray once more. To end it, choose Quit in the tray’s menu.',
  'tray.told.quitting':
    'Answers that are still running are finished first, for 30 s at most. To quit now, click here or choose Quit again.',
  'tray.told.failed': 'That did not work: {reason}',
  'tray.told.startFailed': 'ModelTray could not start',
  'tray.told.busy': 'ModelTray is already starting, or is just ending.',
} as const;
