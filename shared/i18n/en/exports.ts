/** What is written into DB-GPT's configuration as comments, and what is said beside it. */
export const exports = {
  'export.comment.env.title':
    'DB-GPT 0.6.3 and older, through ModelTray. These lines belong into DB-GPT’s .env, in place of lines with the same names.',
  'export.comment.toml.title':
    'DB-GPT 0.7 and newer, through ModelTray. These tables take the place of the same ones in the file that DB-GPT starts with.',
  'export.comment.shell.title':
    'DB-GPT 0.7 and newer, through ModelTray: the environment for DB-GPT’s own configs/dbgpt-proxy-openai.toml.',
  'export.comment.llmModel': 'An OpenAI-compatible server; DB-GPT shows it under this name',
  'export.comment.active': 'active: whatever model is active in ModelTray at the moment',
  'export.comment.pinned': 'Always this model, whatever is active in ModelTray',
  'export.comment.name': 'The name that DB-GPT shows; it stays the same when the model is switched',
  'export.comment.url': 'Where ModelTray answers',
  'export.comment.guard': 'These two keep OPENAI_API_BASE and OPENAI_API_TYPE of the system from taking over',
  'export.comment.guardType': 'Keeps an OPENAI_API_TYPE of the system from taking over',
  'export.comment.key': 'ModelTray’s key; DB-GPT does not start with an empty one',
  'export.comment.context': 'Context of {model} as it is loaded now, in tokens',
  'export.comment.concurrency': 'Requests that DB-GPT sends at the same time, at most',
  'export.comment.embedding':
    'Embedding model, pinned: knowledge bases can be read only with the one that made them',

  'export.warning.demo': 'No real model yet: DB-GPT would get demo answers.',
  'export.warning.oldOnly':
    'These lines are for DB-GPT 0.6.3 and older. DB-GPT 0.7 and newer no longer reads them.',
  'export.warning.envIgnored':
    'DB-GPT 0.7 and newer no longer reads LLM_MODEL, PROXY_SERVER_URL, PROXY_API_KEY and PROXYLLM_BACKEND, neither in .env nor in the environment.',
  'export.warning.embeddingPinned':
    'Embeddings come from {model}, always. If DB-GPT used another embedding model so far, its knowledge bases have to be built again.',
  'export.warning.embeddingOpenai':
    'No embedding model is chosen in ModelTray. DB-GPT’s own file then asks api.openai.com for embeddings: it would send your documents and ModelTray’s key there. Choose an embedding model on Home first, or do not use knowledge bases with this file.',
  'export.warning.embeddingName':
    'The embedding model {model} cannot be named in the environment, because DB-GPT allows no @ in this name; DB-GPT’s own file then asks api.openai.com for embeddings and sends it ModelTray’s key. Use the block for your TOML file instead.',

  'export.note.restart': 'Restart DB-GPT once: it reads its configuration only when it starts.',
  'export.note.active':
    'After that nothing has to change in DB-GPT: with “active” a switch in ModelTray takes effect with the next request.',
  'export.note.pinned':
    'This configuration always asks for {model}. Switching the active model in ModelTray does not change it.',
  'export.note.key':
    'The key line is filled because DB-GPT crashes on an empty key. ModelTray itself asks for its key only for servers beyond this machine, unless Settings say that it is always asked for.',
  'export.note.merge':
    'Replace lines with the same names in the .env that you have. Where a name stands twice, the last line counts.',
  'export.note.httpProxy':
    'If http_proxy or https_proxy is set where DB-GPT runs, it sends even requests to 127.0.0.1 through that proxy. Unset both.',
  'export.note.context':
    'The context size is that of {model} as it is loaded now. After a switch to a model with less context, export again.',
  'export.note.noEmbedding':
    'No embedding model is chosen, so DB-GPT keeps its own EMBEDDING_MODEL. Its default wants model files in DB-GPT’s models folder and DB-GPT does not start without them.',
  'export.note.tables':
    'Replace [models] and [[models.llms]] in configs/dbgpt-proxy-openai.toml, or in your own file, with these. A TOML file may have [models] only once.',
  'export.note.tables.embedding':
    'Replace [models], [[models.llms]] and [[models.embeddings]] in configs/dbgpt-proxy-openai.toml, or in your own file, with these. A TOML file may have [models] only once.',
  'export.note.tables.noEmbedding':
    'No embedding model is chosen, so [[models.embeddings]] of your file stays as it is. That of the stock file asks api.openai.com, and DB-GPT does not start with it while OPENAI_API_KEY is not set. Choosing an embedding model on Home solves both.',
  'export.note.shell':
    'Run the commands in DB-GPT’s folder, in bash or zsh and in the same terminal. On Windows use the block for your TOML file instead.',
  'export.note.docker':
    'DB-GPT in a container: write host.docker.internal in place of 127.0.0.1, and let containers connect under Settings → Who may connect.',

  'export.error.key':
    'DB-GPT can send a key only if it is made of plain English letters, digits and signs. Choose another key under Settings, then export again.',
  'export.error.key.sign':
    'The key contains {sign}, which cannot stand in this file without being changed. Choose a key without it under Settings, then export again.',
  'export.error.model.sign':
    'The model name {model} contains {sign}, which cannot stand in this file without being changed. Export with “active” instead.',
  'export.error.model.at':
    'DB-GPT allows no @ in a model name here, and {model} has one. Export with “active”, or use the block for your TOML file.',
  'export.error.relative':
    '{folder} is not a full path. Enter one from the root on, such as /home/you/DB-GPT or C:\\DB-GPT.',
  'export.error.notFolder': '{folder} is a file. Enter the folder that it lies in.',
  'export.error.crowded': 'There are too many files called {name} already.',
  'export.sign.control': 'a control character or a line break',
  'export.sign.edge': 'a space at its beginning or end',
  'export.sign.broken': 'a broken character',
} as const;
