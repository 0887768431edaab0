import type { exports as english } from '../en/exports.ts';

export const exports: Record<keyof typeof english, string> = {
  'export.comment.env.title':
    '通过 ModelTray 接入 DB-GPT 0.6.3 及更早版本。请将以下各行写入 DB-GPT 的 .env，替换其中的同名行。',
  'export.comment.toml.title':
    '通过 ModelTray 接入 DB-GPT 0.7 及更高版本。请用以下各表替换 DB-GPT 启动配置文件中的同名表。',
  'export.comment.shell.title':
    '通过 ModelTray 接入 DB-GPT 0.7 及更高版本：供 DB-GPT 自带的 configs/dbgpt-proxy-openai.toml 使用的环境变量。',
  'export.comment.llmModel': 'OpenAI 兼容服务，DB-GPT 界面中显示此名称',
  'export.comment.active': 'active：始终使用 ModelTray 的当前模型',
  'export.comment.pinned': '固定使用此模型，不随 ModelTray 的当前模型变化',
  'export.comment.name': 'DB-GPT 界面中显示的名称，切换模型时不变',
  'export.comment.url': 'ModelTray 的接口地址',
  'export.comment.guard': '以下两行用于避免系统中已有的 OPENAI_API_BASE 和 OPENAI_API_TYPE 生效',
  'export.comment.guardType': '避免系统中已有的 OPENAI_API_TYPE 生效',
  'export.comment.key': 'ModelTray 的访问密钥；留空会导致 DB-GPT 无法启动',
  'export.comment.context': '{model} 当前加载的上下文长度（词元数）',
  'export.comment.concurrency': 'DB-GPT 同时发送的最大请求数',
  'export.comment.embedding': '向量模型固定不变：知识库只能用建库时的向量模型读取',

  'export.warning.demo': '尚无真实模型：DB-GPT 只会得到演示回答。',
  'export.warning.oldOnly': '以下各行适用于 DB-GPT 0.6.3 及更早版本，0.7 及更高版本不再读取。',
  'export.warning.envIgnored':
    'DB-GPT 0.7 及更高版本不再读取 LLM_MODEL、PROXY_SERVER_URL、PROXY_API_KEY 和 PROXYLLM_BACKEND，写在 .env 或环境变量中都不生效。',
  'export.warning.embeddingPinned':
    '向量始终由 {model} 生成。如果 DB-GPT 之前使用其他向量模型，需要重建知识库。',
  'export.warning.embeddingOpenai':
    'ModelTray 中尚未选择向量模型，DB-GPT 自带的配置文件会向 api.openai.com 请求向量，你的文档和 ModelTray 的密钥会被发送到那里。请先在「首页」选择向量模型，或不要用此配置使用知识库。',
  'export.warning.embeddingName':
    'DB-GPT 不允许此处的名称含有 @，因此无法通过环境变量指定向量模型 {model}；DB-GPT 自带的配置文件会改向 api.openai.com 请求向量，并发送 ModelTray 的密钥。请改用 TOML 配置块。',

  'export.note.restart': '请重启一次 DB-GPT：它只在启动时读取配置。',
  'export.note.active': '此后无需再改动 DB-GPT：使用 active 时，在 ModelTray 中切换模型，下一个请求即生效。',
  'export.note.pinned': '此配置始终请求 {model}，在 ModelTray 中切换当前模型对它没有影响。',
  'export.note.key':
    '密钥一行已填好，因为密钥为空会导致 DB-GPT 崩溃。ModelTray 默认只在访问本机以外的模型服务时要求密钥；如果设置为「始终要求」，则每个请求都需要。',
  'export.note.merge': '请替换现有 .env 中的同名行。同一名称出现两次时，以最后一行为准。',
  'export.note.httpProxy':
    '如果运行 DB-GPT 的环境设置了 http_proxy 或 https_proxy，发往 127.0.0.1 的请求也会经过该代理，请取消这两个变量。',
  'export.note.context': '上下文长度取自 {model} 当前加载的大小。切换到上下文更短的模型后，请重新导出。',
  'export.note.noEmbedding':
    '尚未选择向量模型，因此 DB-GPT 沿用自己的 EMBEDDING_MODEL。其默认值要求 models 文件夹中有模型文件，缺少时 DB-GPT 无法启动。',
  'export.note.tables':
    '请用以上内容替换 configs/dbgpt-proxy-openai.toml（或你自己的配置文件）中的 [models] 和 [[models.llms]]。同一个 TOML 文件中 [models] 只能出现一次。',
  'export.note.tables.embedding':
    '请用以上内容替换 configs/dbgpt-proxy-openai.toml（或你自己的配置文件）中的 [models]、[[models.llms]] 和 [[models.embeddings]]。同一个 TOML 文件中 [models] 只能出现一次。',
  'export.note.tables.noEmbedding':
    '尚未选择向量模型，因此你的文件中 [[models.embeddings]] 保持不变；DB-GPT 自带文件中的这一项会请求 api.openai.com，而且未设置 OPENAI_API_KEY 时 DB-GPT 无法启动。在「首页」选择向量模型即可解决。',
  'export.note.shell':
    '请在 DB-GPT 文件夹中，用 bash 或 zsh 在同一个终端里依次运行这些命令。Windows 请改用 TOML 配置块。',
  'export.note.docker':
    'DB-GPT 运行在容器中时，请将 127.0.0.1 改为 host.docker.internal，并在「设置 → 允许谁连接」中允许容器连接。',

  'export.error.key':
    'DB-GPT 只能发送由英文字母、数字和英文符号组成的密钥。请在「设置」中更换密钥后重新导出。',
  'export.error.key.sign':
    '密钥含有{sign}，写入此文件后会被改变。请在「设置」中换用不含它的密钥，再重新导出。',
  'export.error.model.sign': '模型名 {model} 含有{sign}，写入此文件后会被改变。请改用 active 导出。',
  'export.error.model.at':
    'DB-GPT 不允许此处的模型名含有 @，而 {model} 含有。请改用 active 导出，或使用 TOML 配置块。',
  'export.error.relative':
    '{folder} 不是完整路径，请填写从根目录开始的路径，例如 /home/you/DB-GPT 或 C:\\DB-GPT。',
  'export.error.notFolder': '{folder} 是文件，请填写它所在的文件夹。',
  'export.error.crowded': '名为 {name} 的文件已经太多。',
  'export.sign.control': '控制字符或换行',
  'export.sign.edge': '首尾空格',
  'export.sign.broken': '损坏的字符',
};
