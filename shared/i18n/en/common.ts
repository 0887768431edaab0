/** Words that more than one shell uses: states, locations, notices, decisions. */
export const common = {
  'app.name': 'ModelTray',
  'app.tagline': 'ModelTray: your model servers behind one address, ready for DB-GPT',

  'location.this-machine': 'this machine',
  'location.private-network': 'network',
  'location.cloud': 'cloud',
  'location.unknown': 'may forward',

  'health.unknown': 'not looked at yet',
  'health.healthy': 'ready',
  'health.loading': 'loading a model',
  'health.busy': 'busy',
  'health.unreachable': 'not reachable',
  'health.unauthorized': 'needs a key',
  'health.rate-limited': 'rate-limited',

  'health.detail.refused': 'Nothing answers at {address}. Is the server started?',
  'health.detail.timeout': '{address} did not answer within {seconds} s.',
  'health.detail.unauthorized': 'The server asks for a key or refuses the one it got. Enter its key again.',
  'health.detail.unconfirmed':
    'The address changed since its key was entered, so the key is not sent. Enter it again or confirm it.',
  'health.detail.locked': 'This key is locked to the desktop app; enter it again or start the app.',
  'health.detail.notOpenai':
    '{address} answers, but not with a model list (HTTP {status}). Is this the address of an OpenAI-compatible server?',
  'health.detail.outOfReach':
    '{address} lies farther away than a lock or its own name allows, so it is not contacted. See ModelTray → Settings.',
  'health.detail.noModels': 'The server runs but lists no model. Load or download one there.',

  'choice.user': 'You chose it.',
  'choice.already-loaded': 'Chosen because it is already loaded.',
  'choice.most-recent': 'Chosen because it changed most recently.',
  'choice.first-listed': 'Chosen because its server lists it first.',
  'choice.demo': 'The built-in demo answers until a model server is found. It is not a model.',

  'demo.answer':
    'This is ModelTray’s built-in demo, not a model. You asked: “{question}” Connect a model server and the answer will come from it.',
  'demo.noEmbeddings':
    'The built-in demo has no embedding model. Start a model server and choose one in ModelTray → Home.',
  'demo.answer.noQuestion':
    'This is ModelTray’s built-in demo, not a model. It got a request without a question.',

  'lock.onlyThisMachine': 'only this machine',
  'lock.noCloud': 'no cloud',

  'unreachable.refused': 'the connection was refused',
  'unreachable.connect-timeout': 'no connection within 5 s',
  'unreachable.name-not-found': 'the host name is not known',
  'unreachable.tls':
    'there is no secure connection, as its certificate is not accepted or the port speaks no HTTPS',
  'unreachable.own-address': 'the address is ModelTray itself',
  'unreachable.proxy': 'the proxy for cloud servers, see Settings, does not let the connection through',
  'unreachable.out-of-reach': 'the name leads farther away than its address says',
  'unreachable.other': 'the connection failed',
  'unreachable.notHttp': 'what answers does not speak HTTP, so the port may be wrong',
  'unreachable.reset': 'the connection was closed without an answer',

  'notice.noServer': 'No model server is connected yet. Open ModelTray → Servers.',
  'notice.portTaken':
    'Port {port} is taken by {holder}. The proxy is stopped. Port {next} is free: use it, or free port {port} and start again.',
  'notice.portTaken.unknownHolder': 'another program',
  'notice.portTaken.noOtherPort': 'Port {port} is taken by {holder} and no free port was found near it.',
  'notice.portForbidden':
    'This system does not allow port {port}. The proxy is stopped. Port {next} is free: use it instead.',
  'notice.settingsBroken':
    'The settings file could not be read ({reason}). ModelTray goes by its defaults; what you wrote is kept as {file}.',
  'notice.settingsNewer':
    'The settings were written by a newer ModelTray. They are used as they are and nothing is saved.',
  'notice.settingsEditRejected':
    'The settings file was changed from outside, but the change is not valid ({reason}). The running settings stay.',
  'notice.settingsEditKept':
    'The settings were saved over a change from outside that is not valid ({reason}). It is kept as {file}.',
  'notice.settingsEditWidens':
    'The settings file was changed from outside in a way that widens access ({what}). Apply it?',
  'notice.keysPlain':
    'This system has no secure key store, so the keys of your servers lie in {file} in clear, readable only by your user.',
  'notice.keysBroken':
    'A file of keys could not be read and was kept as {file}. Enter the keys of your servers again.',
  'notice.dockerAddressAbsent':
    'Docker’s network is not there, so containers cannot reach the proxy yet. ModelTray keeps trying.',
  'notice.upstreamFound': 'Found {name} at {address} and added it.',
  'notice.keyUnconfirmed':
    'The address of {name} changed. Its key is not sent until you confirm it or enter it again.',
  'notice.allDown': 'No connected server can answer right now: {servers}.',

  'decision.alias': 'alias {alias}',
  'decision.qualified': 'qualified id',
  'decision.active-own': 'id of the active server',
  'decision.plain': 'plain id',
  'decision.latest': 'id with or without :latest',
  'decision.unknown-to-active': 'unknown model, so the active one',
  'decision.scoped': 'address of {name}',

  'file.problem.permission': 'the permission is missing',
  'file.problem.readOnly': 'the disk is read-only',
  'file.problem.full': 'the disk is full',
  'file.problem.isFolder': 'a folder is in its place',
  'file.problem.notFolder': 'a part of the path is not a folder',
  'file.problem.missing': 'its folder is not there',
  'file.problem.inUse': 'another program is using it',
  'file.problem.tooLong': 'the path is too long',
  'file.problem.other': 'the system says {code}',

  'settings.reason.unreadable': 'it cannot be opened: {problem}',
  'settings.reason.notJson': 'it is not valid JSON',
  'settings.reason.notJson.at': 'it is not valid JSON: line {line}, column {column}',
  'settings.reason.notObject': 'it is not a JSON object',
  'settings.reason.version': '“version” is missing or not a whole number from 1 up',
  'settings.reason.newer': 'it was written by a newer ModelTray',
  'settings.reason.migration': 'it could not be brought from version {from} to version {to}',
  'settings.reason.unknown': '“{field}” is not a known field',
  'settings.reason.missing': '“{field}” is missing',
  'settings.reason.type': '“{field}” must be {expected}',
  'settings.reason.oneOf': '“{field}” must be one of {values}',
  'settings.reason.tooSmall': '“{field}” must be at least {limit}',
  'settings.reason.tooLarge': '“{field}” must be at most {limit}',
  'settings.reason.empty': '“{field}” must not be empty',
  'settings.reason.misfit': '“{field}” has a value that is not allowed',
  'settings.reason.twice': '“{field}” repeats {value}, which stands earlier in the list',
  'settings.type.text': 'text in quotes',
  'settings.type.number': 'a number',
  'settings.type.wholeNumber': 'a whole number',
  'settings.type.yesNo': 'true or false',
  'settings.type.list': 'a list',
  'settings.type.group': 'a group in braces',
} as const;
