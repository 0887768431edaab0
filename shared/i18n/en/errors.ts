/** What an error says: what is wrong, and what to do. Keys are `error.<code>`, with a variant behind a dot. */
export const errors = {
  'error.bad_json': 'The request body is not valid JSON: {reason}.',
  'error.bad_json.at': 'it breaks at byte {position}',
  'error.bad_json.notObject': 'The request body must be a JSON object.',
  'error.bad_json.model': 'The field "model" must be a string.',
  'error.duplicate_key':
    'The field "{key}" stands more than once in the request, or with an escaped name. Send it once, as "{key}".',
  'error.invalid_api_key':
    'The key is missing or wrong. ModelTray’s key is in its window under Settings, or: npx modeltray status --show-key',
  'error.invalid_api_key.cloud':
    'Only ModelTray’s own key may reach a server beyond this machine ({upstream}). It is in the window under Settings, or: npx modeltray status --show-key',
  'error.forbidden_host':
    'The host name {host} is not allowed here. Use http://127.0.0.1:{port}, or add the name under Settings → Allowed host names.',
  'error.forbidden_origin':
    'Web pages of {origin} may not use this address. Add the origin under Settings → Allowed origins to permit it.',
  'error.model_not_found': 'No connected server has the model {model}. Similar: {nearest}.',
  'error.model_not_found.none':
    'No connected server has the model {model}. GET /v1/models lists what there is.',
  'error.model_not_found.scoped': '{scope} does not have the model {model}.',
  'error.model_not_found.missing':
    'The request names no model. Add "model": "active", or a name from GET /v1/models.',
  'error.model_not_found.embedding':
    'No embedding model is chosen, and no connected server has {model}. Choose one: open ModelTray → Home.',
  'error.endpoint_not_available':
    '{method} {path} does not exist here. Chat is at POST /v1/chat/completions.',
  'error.endpoint_not_available.scope':
    'There is no alias and no server called {name}. Addresses look like /r/active/v1.',
  'error.body_too_large': 'The request is larger than {limit} MB.',
  'error.encoding_not_supported':
    'Compressed request bodies ({encoding}) are not supported. Send it uncompressed.',
  'error.queue_full': '{upstream} has too many requests waiting. Try again in {seconds} s.',
  'error.upstream_unreachable.proxy': '{upstream} ({address}) cannot be reached. {reason}',
  'error.upstream_unreachable': '{upstream} ({address}) cannot be reached: {reason}. Is it running?',
  'error.upstream_unauthorized':
    '{upstream} asks for a key or refuses the one it got. Enter its key: open ModelTray → Servers.',
  'error.upstream_bad_answer': '{upstream} answered with something that is not an answer: {reason}',
  'error.upstream_bad_answer.cut': 'The answer of {upstream} broke off before its end.',
  'error.no_upstream': 'No model server is connected yet. Open ModelTray → Servers.',
  'error.no_upstream.down':
    'None of the servers for this model can be used right now: {servers}. Open ModelTray → Servers.',
  'error.no_upstream.locked':
    'A lock forbids every server for this model ({lock}). Change it in ModelTray → Settings.',
  'error.stopping': 'ModelTray is stopping. Try again in a moment.',
  'error.overloaded': 'Too many large requests at once. Try again in a moment.',
  'error.upstream_timeout': '{upstream} did not answer within {seconds} s.',

  'error.bad_input': 'That does not fit: {reason}.',
  'error.bad_input.key':
    'That is not a key: it holds spaces or letters that no key has. Copy it again from where you got it.',
  'error.bad_address': '{address} is not an address. It should look like http://127.0.0.1:11434.',
  'error.own_address': '{address} is ModelTray itself. Enter the model server’s own address.',
  'error.not_authorized': 'This link is not valid any more. Run: npx modeltray panel',
  'error.upstream_not_found': 'There is no server called {slug}.',
  'error.model_unknown': 'No connected server has the model {model}.',
  'error.model_unknown.nearest': 'No connected server has the model {model}. Similar: {nearest}.',
  'error.model_unknown.noServers': 'No server is connected yet, so {model} cannot be chosen. Add one first.',
  'error.folder_not_found': 'There is no folder {folder}.',
  'error.file_not_found': 'There is no file {path}.',
  'error.export_not_found': 'There is no such export to undo.',
  'error.export_not_found.none': 'ModelTray has written no file of DB-GPT’s that could be given back.',
  'error.wrong_version': 'That DB-GPT does not read this.',
  'error.wrong_version.old': 'This is DB-GPT {version}, which reads a .env and no TOML file. Export for 0.6.',
  'error.wrong_version.new':
    'This is DB-GPT {version}, which does not read a .env any more. Export for 0.7, or for 0.8 from that version on.',
  'error.wrong_version.noProfiles':
    'This is DB-GPT {version}, which knows no profiles; they came with 0.8. Export for 0.7.',
  'error.cannot_merge': 'Nothing can be put into {path}: {reason}. It was not touched.',
  'error.file_changed.undo':
    '{path} was changed by somebody else after ModelTray wrote it, so it was not given back. Undo it all the same (--force on the command line), and those changes are lost.',
  'error.file_changed.plan':
    'What would be written is no longer what you looked at: a model, a key or a port has changed. Look at it again.',
  'error.notice_not_found': 'This notice is not there any more.',
  'error.upstream_exists': 'The server {name} has that address already.',
  'error.port_taken': 'Port {port} is taken by {holder}. Port {next} is free.',
  'error.not_running': 'ModelTray is not running. Start it with: npm start',
  'error.no_real_model': 'No real model yet: DB-GPT would get demo answers.',
  'error.settings_read_only':
    'The settings were written by a newer ModelTray and are not changed by this one.',
  'error.no_key_stored': '{name} has no stored key to confirm.',
  'error.not_writable': '{path} cannot be written: {reason}.',
  'error.file_changed':
    '{path} was changed after ModelTray looked at it, so it was not touched. Look at the change again.',
  'error.backup_missing':
    'The copy of what was there before, {path}, is gone, so the file cannot be given back.',
  'error.not_text': '{path} is not a text file in UTF-8, so it was not touched.',
  'error.not_available_here': 'This needs the desktop app.',
  'error.proxyStopped': 'The proxy is stopped. Start it first.',
  'error.said': '{text}',
  'error.internal': 'Something went wrong inside ModelTray. The log has more: {logs}',
} as const;
