/** What is written into DB-GPT's configuration as comments, and what is said beside it. */
export const exports = {
  'export.comment.env.title': 'For DB-GPT 0.6.3 and older, written by ModelTray',
  'export.comment.toml.title': 'For DB-GPT 0.7 and newer, written by ModelTray. Start DB-GPT with this file.',
  'export.comment.shell.title':
    'For DB-GPT 0.7 and newer, written by ModelTray: the environment for DB-GPT’s own configs/dbgpt-proxy-openai.toml',
  'export.comment.envFile.title':
    'For DB-GPT 0.7 and newer, written by ModelTray: for docker run --env-file, with DB-GPT’s own configs/dbgpt-proxy-openai.toml',
  'export.comment.compose':
    'Goes with DB-GPT’s own docker-compose.yml. Its service may have another name there.',
  'export.comment.llmModel': 'An OpenAI-compatible server; DB-GPT shows it under this name',
  'export.comment.alias':
    '{model}: the model that stands behind this name in ModelTray at the moment; a switch there needs no change here',
  'export.comment.pinned': 'Always this model, whatever is active in ModelTray',
  'export.comment.direct': 'The model as its server lists it',
  'export.comment.others':
    'This DB-GPT has room for one model. To ask for another one, these take the place of the lines of the same name:',
  'export.comment.name': 'The name that DB-GPT shows; chats keep it, so it stays when the model is switched',
  'export.comment.url': 'Where ModelTray answers, as DB-GPT sees it',
  'export.comment.url.direct':
    'The model server itself: ModelTray is not in between, so nothing can be switched',
  'export.comment.guard': 'These two keep OPENAI_API_BASE and OPENAI_API_TYPE of the system from taking over',
  'export.comment.guardType': 'Keeps an OPENAI_API_TYPE of the system from taking over',
  'export.comment.key.modeltray': 'ModelTray’s key; DB-GPT does not start with an empty one',
  'export.comment.key.server': 'The server’s own key, in clear; DB-GPT does not start with an empty one',
  'export.comment.key.missing':
    'Put the server’s key here in place of this; DB-GPT does not start with an empty line',
  'export.comment.key.none': 'Not a key: DB-GPT does not start with an empty line here',
  'export.comment.context': 'Context of {model} as it is loaded now, in tokens',
  'export.comment.agentContext':
    'What DB-GPT’s agents may fill, in tokens (read by 0.8.1 and newer); without it they take 120 000',
  'export.comment.concurrency': 'Requests that DB-GPT sends at the same time, at most',
  'export.comment.embedding':
    'Embedding model, pinned: knowledge bases can be read only with the one that made them',
  'export.comment.rerank': 'Rerank model, pinned',
  'export.comment.host': 'DB-GPT’s pages are for this machine only; 0.0.0.0 would open them for the network',

  'export.warning.demo': 'No real model yet: DB-GPT would get demo answers.',
  'export.warning.oldOnly':
    'These lines are for DB-GPT 0.6.3 and older. DB-GPT 0.7 and newer no longer reads them.',
  'export.warning.envIgnored':
    'DB-GPT 0.7 and newer no longer reads LLM_MODEL, PROXY_SERVER_URL, PROXY_API_KEY and PROXYLLM_BACKEND, neither in .env nor in the environment.',
  'export.warning.direct':
    'DB-GPT asks the server itself: the model cannot be switched in ModelTray, and answers are not made readable for DB-GPT.',
  'export.warning.serverKey': 'The file holds the server’s own key in clear.',
  'export.warning.serverKeyMissing':
    '{server} asks for a key, and it is not in the file because you did not ask for it. Put it in place of “{filler}”, or export with it.',
  'export.warning.directRerank':
    'The rerank model is left out: DB-GPT 0.6.3 and older reads rankings in a form that only ModelTray gives.',
  'export.warning.dockerListen':
    'Containers cannot reach ModelTray yet. Choose “This machine and Docker” under Settings → Who may connect.',
  'export.warning.wslListen':
    'WSL has a network of its own here, so it cannot reach ModelTray yet. Let the network connect under Settings → Who may connect, and let Windows’ firewall allow it. {address} is Windows as WSL sees it and can change when Windows restarts; with networkingMode=mirrored in .wslconfig, 127.0.0.1 is enough.',
  'export.warning.wslUnknown':
    'The address of Windows as WSL sees it is not known here. 127.0.0.1 is right where WSL’s networking is mirrored, and where ModelTray runs in the same WSL. Otherwise put the address there that “ip route show default” names in WSL, and let the network connect under Settings → Who may connect.',
  'export.warning.embeddingPinned':
    'Embeddings come from {model}, always. If DB-GPT used another embedding model so far, its knowledge bases have to be built again.',
  'export.warning.embeddingOpenai':
    'No embedding model is chosen in ModelTray. DB-GPT’s own file then asks api.openai.com for embeddings: it would send your documents and this key there. Choose an embedding model on Home first, or do not use knowledge bases with this file.',
  'export.warning.embeddingName':
    'The embedding model {model} cannot be named in the environment: DB-GPT allows no @ in this name, and has one key for chat and embeddings. DB-GPT’s own file then asks api.openai.com for embeddings and sends it this key. Use a TOML file instead.',
  'export.warning.embeddingVersion':
    'The embedding model is left out: DB-GPT {version} does not know proxy_http_openapi, which came with 0.5.1.',
  'export.warning.rerankVersion':
    'The rerank model is left out: DB-GPT {version} does not know rerank_proxy_http_openapi, which came with 0.5.6.',
  'export.warning.rerankStock':
    'The rerank model is left out: DB-GPT’s own file has no place for it. Use a TOML file instead.',
  'export.warning.quoted':
    'Written in quotes because of a character in the value: {keys}. DB-GPT reads that; “docker run --env-file” does not strip quotes, so mount the file as /app/.env instead.',

  'export.note.restart': 'Restart DB-GPT once: it reads its configuration only when it starts.',
  'export.note.alias':
    'After that nothing has to change in DB-GPT: with “{model}” a switch in ModelTray takes effect with the next request.',
  'export.note.pinned':
    'This configuration always asks for {model}. Switching the active model in ModelTray does not change it.',
  'export.note.key.modeltray':
    'The key line is filled because DB-GPT crashes on an empty key. ModelTray itself asks for its key only for servers beyond this machine and for connections from beyond it, unless Settings say that it is always asked for.',
  'export.note.key.server':
    'The key line holds the server’s own key, because you asked for it. DB-GPT crashes on an empty one.',
  'export.note.key.none':
    'The key line is filled although the server asks for no key, because DB-GPT crashes on an empty one.',
  'export.note.merge':
    'Replace lines with the same names in the .env that you have. Where a name stands twice, the last line counts.',
  'export.note.httpProxy':
    'If http_proxy or https_proxy is set where DB-GPT runs, DB-GPT 0.6.3 and older sends even requests to 127.0.0.1 through that proxy. Unset both.',
  'export.note.context':
    'The context size is that of {model} as it is loaded now. After a switch to a model with less context, export again.',
  'export.note.agentContext':
    'DB-GPT’s agents fill at most {tokens} tokens, the smallest context of these models.',
  'export.note.noAgentContext':
    'The context of these models is not known, so nothing limits DB-GPT’s agents: they fill up to 120 000 tokens, more than most local models take. Load the model, then export again.',
  'export.note.noEmbedding':
    'No embedding model is chosen, so DB-GPT keeps its own EMBEDDING_MODEL. Its default wants model files in DB-GPT’s models folder and DB-GPT does not start without them.',
  'export.note.noEmbeddingToml':
    'No embedding model is chosen, so knowledge bases do not work with this file unless it names one of its own.',
  'export.note.wholeFile':
    'This is a whole configuration: save it as configs/modeltray.toml in DB-GPT’s folder and start DB-GPT with it. To keep a file of your own, let ModelTray merge these tables into it.',
  'export.note.profile':
    'Save it as ~/.dbgpt/configs/modeltray.toml, or in the folder that DBGPT_HOME names, and start DB-GPT with that profile.',
  'export.note.oneModel':
    'DB-GPT 0.6.3 and older has room for one model. The other ones stand as comments, with their addresses.',
  'export.note.oneModelStock': 'DB-GPT’s own file has room for one model, so the other ones are left out.',
  'export.note.shell':
    'Run the commands in DB-GPT’s folder, in bash or zsh and in the same terminal. On Windows use a TOML file instead.',
  'export.note.docker':
    'On Linux a container knows host.docker.internal only with “--add-host=host.docker.internal:host-gateway”, and ModelTray has to listen for Docker (Settings → Who may connect). Docker Desktop needs neither.',
  'export.note.dockerProxy':
    'If the container has a proxy set, exclude ModelTray from it: NO_PROXY=127.0.0.1,localhost,host.docker.internal',
  'export.note.wslMirrored':
    'WSL’s networking is mirrored: 127.0.0.1 in WSL is this Windows too, and ModelTray can stay on this machine only.',
  'export.note.wslNat':
    '{address} is Windows as WSL sees it. It can change when Windows restarts; then export again, or set networkingMode=mirrored in .wslconfig.',

  'export.error.key':
    'DB-GPT can send a key only if it is made of plain English letters, digits and signs. Choose another key under Settings, then export again.',
  'export.error.key.sign':
    'The key contains {sign}, which cannot stand in this file without being changed. Choose a key without it under Settings, then export again.',
  'export.error.model.sign':
    '{model} contains {sign}, which cannot stand in this file without being changed. Export with “active” instead.',
  'export.error.model.at':
    'DB-GPT allows no @ in a model name here, and {model} has one. Export with “active”, or use a TOML file.',
  'export.error.notChat': '{model} is not a chat model. Choose one that chats.',
  'export.error.default': '{model} is not among the models of this export.',
  'export.error.relative':
    '{folder} is not a full path. Enter one from the root on, such as /home/you/DB-GPT or C:\\DB-GPT.',
  'export.error.notFolder': '{folder} is a file. Enter the folder that it lies in.',
  'export.error.crowded': 'There are too many files called {name} already.',
  'export.sign.control': 'a control character or a line break',
  'export.sign.edge': 'a space at its beginning or end',
  'export.sign.broken': 'a broken character',
  'export.sign.quotes': 'both kinds of quotes',
  'export.sign.backslash': 'a backslash beside a sign that needs quotes',

  'export.reason.foreign': 'it is not a file that ModelTray wrote',
  'export.reason.unreadable': 'line {line} opens a quote and does not close it',
  'export.reason.syntax': 'it is not valid TOML ({said})',
  'export.reason.shape':
    'its models are written inline, in braces; write them as [[models.llms]] tables first',
  'export.reason.deadLink': 'it is a link that leads nowhere',
  'export.reason.readOnly': 'the file is read-only',
  'export.kind.toml': 'a name that ends with .toml',
  'export.kind.env': 'a name that does not end with .toml',
  'export.error.onePlace': 'Name DB-GPT’s folder or one file to write to, and only one of the two.',
  'export.error.fileKind': '{path} does not fit this export, which needs {wanted}.',
  'export.warning.noDbgpt': 'No DB-GPT was recognised where {path} lies, so nothing is known of its version.',
  'export.note.stale': 'Entries of an earlier export stay in the file, since chats may use them: {names}.',

  'export.notice.journalBroken':
    'The list of what ModelTray wrote into DB-GPT’s files could not be read and was kept as {file}. What was there before lies beside each file.',
  'export.cli.help.for':
    'DB-GPT’s version: 0.6 (and older), 0.7, 0.8 (a profile), or stock-env (its own configuration); with --dir it is found out',
  'export.cli.help.docker': 'DB-GPT runs in Docker',
  'export.cli.help.wsl': 'DB-GPT runs in WSL2; its network, where it is not found right: {networks}',
  'export.cli.help.direct': 'without ModelTray: the server’s own address',
  'export.cli.help.withServerKey': 'with --direct: put the server’s own key in, in clear',
  'export.cli.help.model': 'active, an alias, or a model; may be given several times',
  'export.cli.help.default': 'which of several models DB-GPT starts with (the first)',
  'export.cli.help.embedding': 'a model for embeddings instead of the chosen one; none for none',
  'export.cli.help.rerank': 'a model for rankings',
  'export.cli.help.dir': 'write into DB-GPT’s folder, show what changes, and keep what was there',
  'export.cli.help.out': 'the same into this one file',
  'export.cli.help.dryRun': 'only show what would change',
  'export.cli.help.save': 'write a new file into this folder instead; never changes one',
  'export.cli.help.demoAnyway': 'write even while only the demo answers',
  'export.cli.help.undo': 'give back the file that was written last',
  'export.cli.help.all': 'with --undo: all files',
  'export.cli.help.force': 'with --undo: even files that somebody has changed since',
  'export.cli.needsFor':
    'Which DB-GPT? Add --for 0.6 (0.6.3 and older, .env), --for 0.7 (0.7 and newer, TOML), --for 0.8 (0.8 and newer, a profile) or --for stock-env.',
  'export.cli.oneVariant': 'Choose one of --docker, --wsl and --direct.',
  'export.cli.onePlace': 'Choose one of --dir, --out and --save.',
  'export.cli.needsDirect': '--with-server-key goes with --direct only.',
  'export.cli.needsUndo': '--all and --force go with --undo only.',
  'export.cli.network': '--wsl takes nothing, or one of: {networks}.',
  'export.cli.written': 'Written: {path}',
  'export.cli.unchanged': 'Nothing to change: {path}',
  'export.cli.backup': 'What was there before: {path}',
  'export.cli.beside': 'A file of that name was there already and was left alone; this one stands beside it.',
  'export.cli.undoHint': 'Undo: npx modeltray export --undo',
  'export.cli.back': 'Given back: {path}',
  'export.cli.removed': 'Removed, since nothing was there before: {path}',
  'export.cli.tryIt': 'Try this from there first:',
  'export.cli.snippet': 'Save this as {file} beside docker-compose.yml:',
  'export.cli.problem.line': 'line {line}: {text}',
  'export.cli.problem': 'line {line}, {key}: {text}',
  'export.cli.problem.file': '{key}: {text}',

  'judge.address.modeltray': 'ModelTray answers here.',
  'judge.address.server': 'This points straight at {server}: the model cannot be switched in ModelTray.',
  'judge.address.nearby': 'This points at {address}, not at ModelTray: the model cannot be switched there.',
  'judge.address.cloud':
    'This points at {address}: every question leaves this machine, and nothing can be switched.',
  'judge.address.several':
    'These are {count} addresses with commas between them. DB-GPT cannot split this and takes it for one. ModelTray can share the load among them: add them there, and point DB-GPT at ModelTray.',
  'judge.address.none': 'This is not an address. It should look like http://127.0.0.1:9999/v1.',
  'judge.address.endpoint':
    'DB-GPT puts /chat/completions behind this itself, so the request arrives at a path that is not there. End it with /v1.',
  'judge.address.ollamaApi':
    'This is Ollama’s own interface, which DB-GPT’s OpenAI client does not speak. End the address with /v1.',
  'judge.address.noVersion': 'Without /v1 at the end most servers answer 404.',
  'judge.address.wholeUrl': 'DB-GPT posts to this address as it stands, so it has to end with {ending}.',
  'judge.model.known': 'ModelTray knows {model}.',
  'judge.model.unknown': 'ModelTray knows no {model}: such requests go to the active model.',
  'judge.model.asked': 'DB-GPT asks for {model}, whoever answers.',

  'judge.env.newDbgpt': 'DB-GPT 0.7 and newer does not read a .env. It needs a TOML file.',
  'judge.env.noModel':
    'Without LLM_MODEL=proxyllm DB-GPT looks for model files of its own and does not start.',
  'judge.env.openaiClient': 'DB-GPT uses its OpenAI client, as it should.',
  'judge.env.otherClient': '{name} is DB-GPT’s client for another service: it does not go through ModelTray.',
  'judge.env.localModel': '{name} is a model that DB-GPT loads itself. For a server it has to be proxyllm.',
  'judge.env.empty': 'Empty or missing: DB-GPT will not start.',
  'judge.env.foreignBase': 'It wins over PROXY_SERVER_URL, unless PROXY_API_BASE is set.',
  'judge.env.placeholder': 'This is still the template’s placeholder.',
  'judge.env.keySigns':
    'DB-GPT can send a key only if it is made of plain English letters, digits and signs.',
  'judge.env.key': 'A key is there, so DB-GPT starts.',
  'judge.env.noBackend': 'Without it DB-GPT asks for gpt-3.5-turbo, which no local server has.',
  'judge.env.severalModels': 'DB-GPT takes “{model}” for the name of one model.',
  'judge.env.type':
    'With {type} DB-GPT does not speak as an OpenAI-compatible server expects. It has to be open_ai.',
  'judge.env.number': 'This has to be a whole number of tokens; DB-GPT does not start otherwise.',
  'judge.env.controller':
    'This is DB-GPT’s own controller, not the model’s address. That goes into PROXY_SERVER_URL.',
  'judge.env.noEmbedding':
    'Without it DB-GPT looks for model files in models/text2vec-large-chinese and does not start if there are none.',
  'judge.env.localEmbedding':
    '{name} is an embedding model that DB-GPT loads itself. Without its files DB-GPT does not start.',
  'judge.env.embedding': 'Embeddings come from a server.',
  'judge.env.langchain':
    'This client needs langchain and may send numbers instead of text. proxy_http_openapi works with every server.',
  'judge.env.noPosting': 'Without it DB-GPT posts embeddings and rankings to the chat address.',
  'judge.env.noEmbeddingModel':
    'Without it DB-GPT asks for text-embedding-ada-002, which no local server has.',
  'judge.env.hidden': 'Does not count: {by} in line {line} wins.',
  'judge.env.twice': 'Does not count: the same name stands again in line {line}.',
  'judge.env.httpProxy':
    'DB-GPT sends its requests through this proxy, even those to 127.0.0.1. Remove it, or except this machine in NO_PROXY.',
  'judge.env.unreadable': 'DB-GPT cannot read this line and leaves it out.',
  'judge.env.variable': 'DB-GPT puts the value of a variable in here.',
  'judge.env.hash':
    'There is a # in this value. DB-GPT keeps it, other readers cut it off. Put the value in quotes.',
  'judge.env.comment':
    'What stands behind the # is a comment for DB-GPT, and part of the value for “docker run --env-file”.',
  'judge.env.spelling': 'DB-GPT does not find this spelling. Write {right}.',

  'judge.toml.syntax': 'This is no valid TOML: {said}',
  'judge.toml.mark':
    'The file begins with a byte order mark, which DB-GPT cannot read. Save it as UTF-8 without one.',
  'judge.toml.oldDbgpt': 'DB-GPT 0.6.3 and older does not read TOML. It needs a .env.',
  'judge.toml.noModel': 'There is no [[models.llms]], so DB-GPT has no model.',
  'judge.toml.noName': 'The name is missing: DB-GPT will not start.',
  'judge.toml.at': 'DB-GPT allows no @ in a name. Keep it in backend, and choose another name.',
  'judge.toml.nameTwice': '{name} stands twice: only one of the two is there in the end.',
  'judge.toml.localProvider': 'With {name} DB-GPT loads the model itself.',
  'judge.toml.otherProvider':
    '{name} is DB-GPT’s client for another service: it does not go through ModelTray.',
  'judge.toml.unknownProvider':
    'DB-GPT knows no provider {name} and will not start. For any OpenAI-compatible server it is proxy/openai.',
  'judge.toml.noBase': 'Without api_base DB-GPT asks api.openai.com, unless OPENAI_API_BASE is set.',
  'judge.toml.noKey': 'Without api_key DB-GPT does not start where OPENAI_API_KEY is not set.',
  'judge.toml.noUrl':
    'Without api_url DB-GPT posts to a server of its own at port 8100, which is not running.',
  'judge.toml.deadKey': 'DB-GPT does not read this here.',
  'judge.toml.noSuchName': 'No entry is called {name}.',
  'judge.toml.variable': 'Where {name} is not set, DB-GPT will not start. Give it a default, or set it.',
} as const;
