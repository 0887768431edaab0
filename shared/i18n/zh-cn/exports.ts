import type { exports as english } from '../en/exports.ts';

export const exports: Record<keyof typeof english, string> = {
  'export.comment.env.title':
    '通过 ModelTray 接入 DB-GPT 0.6.3 及更早版本。此文件中其他位置的同名行不再生效。',
  'export.comment.toml.title': '通过 ModelTray 接入 DB-GPT 0.7 及更高版本。请用此文件启动 DB-GPT。',
  'export.comment.shell.title':
    '通过 ModelTray 接入 DB-GPT 0.7 及更高版本：供 DB-GPT 自带的 configs/dbgpt-proxy-openai.toml 使用的环境变量。',
  'export.comment.envFile.title':
    '通过 ModelTray 接入 DB-GPT 0.7 及更高版本：供 docker run --env-file 使用，配合 DB-GPT 自带的 configs/dbgpt-proxy-openai.toml。',
  'export.comment.compose': '与 DB-GPT 自带的 docker-compose.yml 一起使用，其中的服务名可能不同。',
  'export.comment.llmModel': 'OpenAI 兼容服务，DB-GPT 界面中显示此名称',
  'export.comment.alias': '{model}：使用 ModelTray 中此名称当前对应的模型，在那里切换后此处无需改动',
  'export.comment.pinned': '固定使用此模型，不随 ModelTray 的当前模型变化',
  'export.comment.direct': '模型服务列出的模型名',
  'export.comment.others': '此版本的 DB-GPT 只能配置一个模型。要改用其他模型，请用以下内容替换同名行：',
  'export.comment.name': 'DB-GPT 界面中显示的名称；对话会记住它，切换模型时不变',
  'export.comment.url': 'ModelTray 的接口地址（DB-GPT 所见）',
  'export.comment.url.direct': '模型服务自身的地址：不经过 ModelTray，因此无法切换',
  'export.comment.guard': '以下两行用于避免系统中已有的 OPENAI_API_BASE 和 OPENAI_API_TYPE 生效',
  'export.comment.guardType': '避免系统中已有的 OPENAI_API_TYPE 生效',
  'export.comment.key.modeltray': 'ModelTray 的访问密钥；留空会导致 DB-GPT 无法启动',
  'export.comment.key.server': '模型服务自己的密钥（明文）；留空会导致 DB-GPT 无法启动',
  'export.comment.key.missing': '请将此处替换为模型服务的密钥；留空会导致 DB-GPT 无法启动',
  'export.comment.key.none': '并非密钥：此行留空会导致 DB-GPT 无法启动',
  'export.comment.context': '{model} 当前加载的上下文长度（词元数）',
  'export.comment.agentContext': 'DB-GPT 智能体最多使用的词元数（0.8.1 及更高版本读取）；不设置时为 120000',
  'export.comment.concurrency': 'DB-GPT 同时发送的最大请求数',
  'export.comment.embedding': '向量模型固定不变：知识库只能用建库时的向量模型读取',
  'export.comment.rerank': '重排序模型固定不变',
  'export.comment.host': 'DB-GPT 页面仅限本机访问；改为 0.0.0.0 会向网络开放',

  'export.warning.demo': '尚无真实模型：DB-GPT 只会得到演示回答。',
  'export.warning.oldOnly': '以下各行适用于 DB-GPT 0.6.3 及更早版本，0.7 及更高版本不再读取。',
  'export.warning.envIgnored':
    'DB-GPT 0.7 及更高版本不再读取 LLM_MODEL、PROXY_SERVER_URL、PROXY_API_KEY 和 PROXYLLM_BACKEND，写在 .env 或环境变量中都不生效。',
  'export.warning.direct':
    'DB-GPT 将直接请求模型服务：无法在 ModelTray 中切换模型，回答也不会为 DB-GPT 做兼容处理。',
  'export.warning.serverKey': '文件中含有模型服务自己的密钥（明文）。',
  'export.warning.serverKeyMissing':
    '{server} 需要密钥，但你没有要求写入，因此文件中没有。请用它替换「{filler}」，或导出时选择写入。',
  'export.warning.directRerank':
    '未写入重排序模型：DB-GPT 0.6.3 及更早版本读取的重排序格式只有 ModelTray 能提供。',
  'export.warning.dockerListen':
    '容器目前还无法访问 ModelTray。请在「设置 → 允许谁连接」中选择「本机和 Docker」。',
  'export.warning.wslListen':
    'WSL 在此使用独立网络，目前还无法访问 ModelTray。请在「设置 → 允许谁连接」中允许网络连接，并在 Windows 防火墙中放行。{address} 是 WSL 所见的 Windows 地址，Windows 重启后可能变化；在 .wslconfig 中设置 networkingMode=mirrored 后使用 127.0.0.1 即可。',
  'export.warning.wslUnknown':
    '此处无法得知 WSL 所见的 Windows 地址。如果 WSL 使用镜像网络，或 ModelTray 运行在同一个 WSL 中，127.0.0.1 即为正确地址；否则请改为在 WSL 中运行「ip route」所显示的默认网关地址，并在「设置 → 允许谁连接」中允许网络连接。',
  'export.warning.embeddingPinned':
    '向量始终由 {model} 生成。如果 DB-GPT 之前使用其他向量模型，需要重建知识库。',
  'export.warning.embeddingOpenai':
    'ModelTray 中尚未选择向量模型，DB-GPT 自带的配置文件会向 api.openai.com 请求向量，你的文档和此密钥会被发送到那里。请先在「首页」选择向量模型，或不要用此配置使用知识库。',
  'export.warning.embeddingName':
    '无法通过环境变量指定向量模型 {model}：DB-GPT 不允许此处的名称含有 @，且对话与向量共用一个密钥。DB-GPT 自带的配置文件会改向 api.openai.com 请求向量，并发送此密钥。请改用 TOML 文件。',
  'export.warning.embeddingVersion':
    '未写入向量模型：DB-GPT {version} 不支持 proxy_http_openapi（0.5.1 起支持）。',
  'export.warning.rerankVersion':
    '未写入重排序模型：DB-GPT {version} 不支持 rerank_proxy_http_openapi（0.5.6 起支持）。',
  'export.warning.rerankStock': '未写入重排序模型：DB-GPT 自带的配置文件中没有它的位置。请改用 TOML 文件。',
  'export.warning.quoted':
    '以下各行的值含有特殊字符，已加引号：{keys}。DB-GPT 可以正确读取；但「docker run --env-file」不会去掉引号，请改为将文件挂载为 /app/.env。',

  'export.note.restart': '请重启一次 DB-GPT：它只在启动时读取配置。',
  'export.note.alias':
    '此后无需再改动 DB-GPT：使用「{model}」时，在 ModelTray 中切换模型，下一个请求即生效。',
  'export.note.pinned': '此配置始终请求 {model}，在 ModelTray 中切换当前模型对它没有影响。',
  'export.note.key.modeltray':
    '密钥一行已填好，因为密钥为空会导致 DB-GPT 崩溃。ModelTray 默认只在访问本机以外的模型服务、或连接来自本机以外时要求密钥；如果设置为「始终要求」，则每个请求都需要。',
  'export.note.key.server': '密钥一行按你的要求写入了模型服务自己的密钥。密钥为空会导致 DB-GPT 崩溃。',
  'export.note.key.none': '该模型服务不需要密钥，但密钥一行仍已填好，因为留空会导致 DB-GPT 崩溃。',
  'export.note.merge': '请替换现有 .env 中的同名行。同一名称出现两次时，以最后一行为准。',
  'export.note.httpProxy':
    '如果运行 DB-GPT 的环境设置了 http_proxy 或 https_proxy，DB-GPT 0.6.3 及更早版本发往 127.0.0.1 的请求也会经过该代理，请取消这两个变量。',
  'export.note.context': '上下文长度取自 {model} 当前加载的大小。切换到上下文更短的模型后，请重新导出。',
  'export.note.agentContext': 'DB-GPT 智能体最多使用 {tokens} 个词元，即这些模型中最短的上下文长度。',
  'export.note.noEmbedding':
    '尚未选择向量模型，因此 DB-GPT 沿用自己的 EMBEDDING_MODEL。其默认值要求 models 文件夹中有模型文件，缺少时 DB-GPT 无法启动。',
  'export.note.noEmbeddingToml': '尚未选择向量模型，因此除非文件中另有配置，否则无法使用知识库。',
  'export.note.wholeFile':
    '这是一份完整的配置：请在 DB-GPT 文件夹中保存为 configs/modeltray.toml，并用它启动 DB-GPT。如需保留自己的文件，可让 ModelTray 将这些表合并进去。',
  'export.note.profile':
    '请保存为 ~/.dbgpt/configs/modeltray.toml（或 DBGPT_HOME 指定的文件夹），并用此配置启动 DB-GPT。',
  'export.note.oneModel': 'DB-GPT 0.6.3 及更早版本只能配置一个模型，其余模型及其地址以注释形式列出。',
  'export.note.oneModelStock': 'DB-GPT 自带的配置文件只能配置一个模型，其余模型未写入。',
  'export.note.shell':
    '请在 DB-GPT 文件夹中，用 bash 或 zsh 在同一个终端里依次运行这些命令。Windows 请改用 TOML 文件。',
  'export.note.docker':
    '在 Linux 上，容器需要加上「--add-host=host.docker.internal:host-gateway」才认识 host.docker.internal，且 ModelTray 必须监听 Docker（「设置 → 允许谁连接」）。Docker Desktop 两者都不需要。',
  'export.note.dockerProxy':
    '如果容器设置了代理，请将 ModelTray 排除在外：NO_PROXY=127.0.0.1,localhost,host.docker.internal',
  'export.note.wslMirrored':
    'WSL 使用镜像网络：WSL 中的 127.0.0.1 就是这台 Windows，ModelTray 可以保持仅限本机。',
  'export.note.wslNat':
    '{address} 是 WSL 所见的 Windows 地址，Windows 重启后可能变化；届时请重新导出，或在 .wslconfig 中设置 networkingMode=mirrored。',

  'export.error.key':
    'DB-GPT 只能发送由英文字母、数字和英文符号组成的密钥。请在「设置」中更换密钥后重新导出。',
  'export.error.key.sign':
    '密钥含有{sign}，写入此文件后会被改变。请在「设置」中换用不含它的密钥，再重新导出。',
  'export.error.model.sign': '{model} 含有{sign}，写入此文件后会被改变。请改用 active 导出。',
  'export.error.model.at':
    'DB-GPT 不允许此处的模型名含有 @，而 {model} 含有。请改用 active 导出，或使用 TOML 文件。',
  'export.error.notChat': '{model} 不是对话模型，请选择对话模型。',
  'export.error.default': '{model} 不在此次导出的模型之中。',
  'export.error.relative':
    '{folder} 不是完整路径，请填写从根目录开始的路径，例如 /home/you/DB-GPT 或 C:\\DB-GPT。',
  'export.error.notFolder': '{folder} 是文件，请填写它所在的文件夹。',
  'export.error.crowded': '名为 {name} 的文件已经太多。',
  'export.sign.control': '控制字符或换行',
  'export.sign.edge': '首尾空格',
  'export.sign.broken': '损坏的字符',
  'export.sign.quotes': '两种引号',
  'export.sign.backslash': '反斜杠以及需要加引号的字符',
};
