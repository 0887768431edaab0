import type { exports as english } from '../en/exports.ts';

export const exports: Record<keyof typeof english, string> = {
  'export.comment.env.title': '适用于 DB-GPT 0.6.3 及更早版本，由 ModelTray 写入',
  'export.comment.toml.title': '适用于 DB-GPT 0.7 及更高版本，由 ModelTray 写入。请用此文件启动 DB-GPT。',
  'export.comment.shell.title':
    '适用于 DB-GPT 0.7 及更高版本，由 ModelTray 写入：供 DB-GPT 自带的 configs/dbgpt-proxy-openai.toml 使用的环境变量',
  'export.comment.envFile.title':
    '适用于 DB-GPT 0.7 及更高版本，由 ModelTray 写入：供 docker run --env-file 使用，配合 DB-GPT 自带的 configs/dbgpt-proxy-openai.toml',
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
  'export.comment.context': '{model} 当前加载的上下文长度（token 数）',
  'export.comment.agentContext':
    'DB-GPT 智能体最多使用的 token 数（0.8.1 及更高版本读取）；不设置时为 120000',
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
  'export.note.agentContext': 'DB-GPT 智能体最多使用 {tokens} 个 token，即这些模型中最短的上下文长度。',
  'export.note.noAgentContext':
    '这些模型的上下文长度未知，因此没有限制 DB-GPT 智能体：它们最多会使用 120000 个 token，超出多数本地模型的长度。请先加载模型，再重新导出。',
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

  'export.reason.foreign': '它不是 ModelTray 写入的文件',
  'export.reason.unreadable': '第 {line} 行的引号没有闭合',
  'export.reason.syntax': '它不是有效的 TOML（{said}）',
  'export.reason.shape': '其中的模型以花括号内联书写，请先改写为 [[models.llms]] 表',
  'export.reason.deadLink': '它是一个没有目标的链接',
  'export.reason.readOnly': '文件为只读',
  'export.kind.toml': '以 .toml 结尾的文件名',
  'export.kind.env': '不以 .toml 结尾的文件名',
  'export.error.onePlace': '请指定 DB-GPT 的文件夹或一个要写入的文件，二者选一。',
  'export.error.fileKind': '{path} 不适合此导出，需要{wanted}。',
  'export.warning.noDbgpt': '在 {path} 所在位置没有识别到 DB-GPT，因此无法得知其版本。',
  'export.note.stale': '文件中保留了之前导出的条目，因为对话可能仍在使用：{names}。',

  'export.notice.journalBroken':
    '记录 ModelTray 写入过哪些 DB-GPT 文件的列表无法读取，已保留为 {file}。各文件改动前的内容就在其旁边。',
  'export.cli.help.for':
    'DB-GPT 版本：0.6（及更早）、0.7、0.8（配置档）或 stock-env（使用其自带配置）；使用 --dir 时自动识别',
  'export.cli.help.docker': 'DB-GPT 运行在 Docker 中',
  'export.cli.help.wsl': 'DB-GPT 运行在 WSL2 中；识别有误时可指定其网络：{networks}',
  'export.cli.help.direct': '不经过 ModelTray：使用模型服务自身的地址',
  'export.cli.help.withServerKey': '与 --direct 一起使用：写入模型服务自己的密钥（明文）',
  'export.cli.help.model': 'active、模型别名或某个模型；可多次指定',
  'export.cli.help.default': '有多个模型时 DB-GPT 默认使用哪一个（默认第一个）',
  'export.cli.help.embedding': '用此模型生成向量，代替已选择的模型；none 表示不使用',
  'export.cli.help.rerank': '用于重排序的模型',
  'export.cli.help.dir': '写入 DB-GPT 文件夹，显示改动，并保留原内容',
  'export.cli.help.out': '同上，但写入指定的文件',
  'export.cli.help.dryRun': '只显示将要发生的改动',
  'export.cli.help.save': '改为在此文件夹中写入新文件，不改动已有文件',
  'export.cli.help.demoAnyway': '即使只有演示可用也写入',
  'export.cli.help.undo': '还原最近一次写入的文件',
  'export.cli.help.all': '与 --undo 一起使用：还原所有文件',
  'export.cli.help.force': '与 --undo 一起使用：即使文件之后被改动过也还原',
  'export.cli.needsFor':
    '哪个版本的 DB-GPT？请加上 --for 0.6（0.6.3 及更早，.env）、--for 0.7（0.7 及更新，TOML）、--for 0.8（0.8 及更新，配置档）或 --for stock-env。',
  'export.cli.oneVariant': '--docker、--wsl 和 --direct 只能选一个。',
  'export.cli.onePlace': '--dir、--out 和 --save 只能选一个。',
  'export.cli.needsDirect': '--with-server-key 只能与 --direct 一起使用。',
  'export.cli.needsUndo': '--all 和 --force 只能与 --undo 一起使用。',
  'export.cli.network': '--wsl 可以不带值，或为以下之一：{networks}。',
  'export.cli.written': '已写入：{path}',
  'export.cli.unchanged': '无需改动：{path}',
  'export.cli.backup': '原内容保存在：{path}',
  'export.cli.beside': '同名文件已存在，未作改动；新文件放在它旁边。',
  'export.cli.undoHint': '撤销：npx modeltray export --undo',
  'export.cli.back': '已还原：{path}',
  'export.cli.removed': '已删除（原本没有此文件）：{path}',
  'export.cli.tryIt': '请先在那里试一试：',
  'export.cli.snippet': '请将以下内容保存为 {file}，放在 docker-compose.yml 旁边：',
  'export.cli.problem.line': '第 {line} 行：{text}',
  'export.cli.problem': '第 {line} 行，{key}：{text}',
  'export.cli.problem.file': '{key}：{text}',

  'judge.address.modeltray': '这是 ModelTray 的接口地址。',
  'judge.address.server': '直接指向 {server}：无法在 ModelTray 中切换模型。',
  'judge.address.nearby': '指向 {address} 而不是 ModelTray：无法在那里切换模型。',
  'judge.address.cloud': '指向 {address}：所有问题都会离开本机，也无法切换模型。',
  'judge.address.several':
    '这里有 {count} 个用逗号分隔的地址，DB-GPT 不会拆分，会当成一个地址。ModelTray 可以在它们之间分担请求：请在 ModelTray 中添加它们，并让 DB-GPT 指向 ModelTray。',
  'judge.address.none': '这不是有效地址，应形如 http://127.0.0.1:9999/v1。',
  'judge.address.endpoint':
    'DB-GPT 会自行在后面加上 /chat/completions，请求会到达不存在的路径。地址应以 /v1 结尾。',
  'judge.address.ollamaApi': '这是 Ollama 自己的接口，DB-GPT 的 OpenAI 客户端无法使用。地址应以 /v1 结尾。',
  'judge.address.noVersion': '结尾没有 /v1 时，多数模型服务会返回 404。',
  'judge.address.wholeUrl': 'DB-GPT 会原样请求此地址，因此必须以 {ending} 结尾。',
  'judge.model.known': 'ModelTray 中有 {model}。',
  'judge.model.unknown': 'ModelTray 中没有 {model}：此类请求会转到当前模型。',
  'judge.model.asked': '无论由谁回答，DB-GPT 请求的都是 {model}。',

  'judge.env.newDbgpt': 'DB-GPT 0.7 及更高版本不读取 .env，需要 TOML 文件。',
  'judge.env.noModel': '没有 LLM_MODEL=proxyllm 时，DB-GPT 会查找自己的模型文件，因而无法启动。',
  'judge.env.openaiClient': 'DB-GPT 使用 OpenAI 客户端，符合要求。',
  'judge.env.otherClient': '{name} 是 DB-GPT 面向其他服务的客户端，不会经过 ModelTray。',
  'judge.env.localModel': '{name} 是由 DB-GPT 自行加载的模型。使用模型服务时应为 proxyllm。',
  'judge.env.empty': '为空或缺失：DB-GPT 将无法启动。',
  'judge.env.foreignBase': '它优先于 PROXY_SERVER_URL，除非设置了 PROXY_API_BASE。',
  'judge.env.placeholder': '这仍是模板中的占位内容。',
  'judge.env.keySigns': 'DB-GPT 只能发送由英文字母、数字和英文符号组成的密钥。',
  'judge.env.key': '已填写密钥，DB-GPT 可以启动。',
  'judge.env.noBackend': '缺少它时，DB-GPT 会请求 gpt-3.5-turbo，本地模型服务都没有该模型。',
  'judge.env.severalModels': 'DB-GPT 会把「{model}」当成一个模型名。',
  'judge.env.type': '设为 {type} 时，DB-GPT 的请求方式不符合 OpenAI 兼容服务的要求，应为 open_ai。',
  'judge.env.number': '此处必须是整数（token 数），否则 DB-GPT 无法启动。',
  'judge.env.controller': '这是 DB-GPT 自己的控制器，不是模型地址。模型地址应写在 PROXY_SERVER_URL 中。',
  'judge.env.noEmbedding':
    '缺少它时，DB-GPT 会查找 models/text2vec-large-chinese 中的模型文件，没有则无法启动。',
  'judge.env.localEmbedding': '{name} 是由 DB-GPT 自行加载的向量模型，缺少其文件时 DB-GPT 无法启动。',
  'judge.env.embedding': '向量由模型服务生成。',
  'judge.env.langchain':
    '此客户端依赖 langchain，且可能发送数字而非文本。proxy_http_openapi 适用于所有模型服务。',
  'judge.env.noPosting': '缺少它时，DB-GPT 会把向量和重排序请求发到对话地址。',
  'judge.env.noEmbeddingModel': '缺少它时，DB-GPT 会请求 text-embedding-ada-002，本地模型服务都没有该模型。',
  'judge.env.hidden': '不生效：第 {line} 行的 {by} 优先。',
  'judge.env.twice': '不生效：同名行在第 {line} 行再次出现。',
  'judge.env.httpProxy':
    'DB-GPT 的请求会经过此代理，包括发往 127.0.0.1 的请求。请删除它，或在 NO_PROXY 中排除本机。',
  'judge.env.unreadable': 'DB-GPT 无法读取此行，会忽略它。',
  'judge.env.variable': 'DB-GPT 会在此处填入变量的值。',
  'judge.env.hash': '此值中含有 #。DB-GPT 会保留它，其他程序会从此处截断。请给该值加上引号。',
  'judge.env.comment': '# 之后的内容对 DB-GPT 是注释，而「docker run --env-file」会把它当成值的一部分。',
  'judge.env.spelling': 'DB-GPT 不识别这种大小写，请写成 {right}。',

  'judge.toml.syntax': '这不是有效的 TOML：{said}',
  'judge.toml.mark': '文件以字节顺序标记（BOM）开头，DB-GPT 无法读取。请另存为不带 BOM 的 UTF-8。',
  'judge.toml.oldDbgpt': 'DB-GPT 0.6.3 及更早版本不读取 TOML，需要 .env。',
  'judge.toml.noModel': '没有 [[models.llms]]，因此 DB-GPT 没有模型。',
  'judge.toml.noName': '缺少名称：DB-GPT 将无法启动。',
  'judge.toml.at': 'DB-GPT 不允许名称中含有 @。可以保留在 backend 中，另取一个名称。',
  'judge.toml.nameTwice': '{name} 出现了两次，最终只有其中一个生效。',
  'judge.toml.localProvider': '使用 {name} 时由 DB-GPT 自行加载模型。',
  'judge.toml.otherProvider': '{name} 是 DB-GPT 面向其他服务的客户端，不会经过 ModelTray。',
  'judge.toml.unknownProvider':
    'DB-GPT 不认识 {name}，将无法启动。任何 OpenAI 兼容服务都应使用 proxy/openai。',
  'judge.toml.noBase': '没有 api_base 时，DB-GPT 会请求 api.openai.com，除非设置了 OPENAI_API_BASE。',
  'judge.toml.noKey': '没有 api_key 时，若未设置 OPENAI_API_KEY，DB-GPT 将无法启动。',
  'judge.toml.noUrl': '没有 api_url 时，DB-GPT 会请求自己在 8100 端口的服务，而该服务并未运行。',
  'judge.toml.deadKey': 'DB-GPT 在此处不读取它。',
  'judge.toml.noSuchName': '没有名为 {name} 的条目。',
  'judge.toml.variable': '未设置 {name} 时，DB-GPT 将无法启动。请为它提供默认值，或设置该变量。',
};
