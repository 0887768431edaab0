import type { common as english } from '../en/common.ts';

export const common: Record<keyof typeof english, string> = {
  'app.name': 'ModelTray',
  'app.tagline': 'ModelTray：本机模型服务的统一入口，一键接入 DB-GPT',

  'location.this-machine': '本机',
  'location.private-network': '内网',
  'location.cloud': '云端',
  'location.unknown': '可能转发',

  'health.unknown': '尚未查看',
  'health.unclear': '无法识别',
  'health.healthy': '就绪',
  'health.loading': '正在加载模型',
  'health.busy': '繁忙',
  'health.unreachable': '无法连接',
  'health.unauthorized': '需要密钥',
  'health.rate-limited': '已限流',

  'health.detail.refused': '{address} 没有响应，该服务启动了吗？',
  'health.detail.failed': '无法连接 {address}：{reason}。',
  'health.detail.timeout': '{address} 在 {seconds} 秒内没有响应。',
  'health.detail.needsKey': '该服务要求密钥，但尚未填写。',
  'health.detail.keyRefused': '该服务不接受现有密钥，请重新填写。',
  'health.detail.unconfirmed': '填写密钥之后地址有变，因此不会发送密钥。请重新填写或确认。',
  'health.detail.locked': '该密钥由桌面应用加密保存；请重新填写，或启动桌面应用。',
  'health.detail.notOpenai':
    '{address} 有响应，但不是模型列表（HTTP {status}）。这是 OpenAI 兼容服务的地址吗？',
  'health.detail.outOfReach':
    '{address} 超出了「使用限制」或其名称允许的范围，因此不会连接。请查看 ModelTray →「设置」。',
  'health.detail.noModels': '该服务在运行，但没有列出模型。请在该服务中加载或下载一个模型。',

  'choice.user': '由你选择。',
  'choice.already-loaded': '自动选择：该模型已加载。',
  'choice.most-recent': '自动选择：该模型最近更新。',
  'choice.first-listed': '自动选择：该服务列出的第一个模型。',
  'choice.demo': '找到模型服务之前由内置演示回答，它不是真实模型。',

  'demo.answer':
    '这是 ModelTray 的内置演示，不是真实模型。你的问题是：「{question}」。接入模型服务之后，将由真实模型回答。',
  'demo.noEmbeddings': '内置演示没有向量模型。请先启动模型服务，再打开 ModelTray →「首页」选择。',
  'demo.answer.noQuestion': '这是 ModelTray 的内置演示，不是真实模型。收到的请求没有问题。',

  'lock.onlyThisMachine': '仅限本机',
  'lock.noCloud': '不使用云端',

  'unreachable.refused': '连接被拒绝',
  'unreachable.connect-timeout': '5 秒内无法建立连接',
  'unreachable.name-not-found': '无法解析主机名',
  'unreachable.tls': '无法建立安全连接，证书未被接受，或该端口不是 HTTPS',
  'unreachable.own-address': '该地址是 ModelTray 自己',
  'unreachable.proxy': '云端服务所用的代理（见「设置」）未能建立连接',
  'proxy-trouble.down':
    '代理 {proxy} 没有响应。请启动代理，或在 ModelTray →「设置」中更换访问云端服务的方式。',
  'proxy-trouble.silent':
    '代理 {proxy} 未能及时建立连接。请检查代理自身的网络，或在 ModelTray →「设置」中更换访问云端服务的方式。',
  'proxy-trouble.not-a-proxy':
    '{proxy} 有响应，但不是这种代理。请检查端口，以及它是 HTTP 代理还是 SOCKS 代理。',
  'proxy-trouble.login':
    '代理 {proxy} 需要用户名和密码，或拒绝了所给的用户名和密码。没有桌面环境时，可以写在 HTTPS_PROXY 或 ALL_PROXY 中；否则请让代理允许免密连接。',
  'proxy-trouble.forbidden':
    '代理 {proxy} 不允许此连接。请检查代理的规则，或在 ModelTray →「设置」中更换访问云端服务的方式。',
  'proxy-trouble.beyond': '代理 {proxy} 无法连接该服务。请检查代理自身的网络，以及所选的节点。',
  'proxy-trouble.unusable':
    '无法使用代理「{proxy}」。支持 HTTP、HTTPS、SOCKS5 和 SOCKS4a，例如 socks5://127.0.0.1:7890。',
  'unreachable.out-of-reach': '主机名指向的位置比地址所示更远',
  'unreachable.other': '连接失败',
  'unreachable.notHttp': '对方不是 HTTP 服务，端口可能有误',
  'unreachable.reset': '连接在返回内容之前被关闭',

  'notice.noServer': '尚未接入模型服务，请打开 ModelTray →「模型服务」。',
  'notice.portTaken':
    '端口 {port} 已被{holder}占用，代理未启动。端口 {next} 空闲：可改用它，或释放端口 {port} 后重新启动代理。',
  'notice.portTaken.unknownHolder': '其他程序',
  'notice.portTaken.noOtherPort': '端口 {port} 已被{holder}占用，附近没有找到空闲端口。',
  'notice.portForbidden': '系统不允许使用端口 {port}，代理未启动。端口 {next} 空闲，可改用它。',
  'notice.settingsBroken': '无法读取设置文件（{reason}）。ModelTray 使用默认设置，原文件保留为 {file}。',
  'notice.settingsNewer': '设置由更新版本的 ModelTray 写入，将按原样使用，不会保存任何更改。',
  'notice.settingsEditRejected': '设置文件被外部修改，但内容无效（{reason}）。继续使用当前设置。',
  'notice.settingsEditKept': '从外部修改的设置文件无效（{reason}），已被新的设置取代；该文件保留为 {file}。',
  'notice.settingsEditWidens': '设置文件被外部修改，会放宽访问权限（{what}）。是否应用？',
  'notice.keysPlain': '本系统没有安全的密钥存储，各模型服务的密钥以明文保存在 {file} 中，仅当前用户可读。',
  'notice.keysBroken': '密钥文件无法读取，原文件保留为 {file}。请重新填写各模型服务的密钥。',
  'notice.localKeysBroken':
    'ModelTray 自身的密钥文件无法读取，原文件保留为 {file}，并已生成新密钥。请更新各程序中的密钥，并重新导出到 DB-GPT。',
  'notice.dockerAddressAbsent': 'Docker 网络尚不存在，容器暂时无法访问代理。ModelTray 会继续尝试。',
  'notice.upstreamFound': '在 {address} 找到 {name} 并已添加。',
  'notice.keyUnconfirmed': '{name} 的地址有变，确认或重新填写之前不会发送它的密钥。',
  'notice.allDown': '已接入的模型服务目前都无法响应：{servers}。',

  'decision.alias': '别名 {alias}',
  'decision.qualified': '完整模型名',
  'decision.active-own': '当前服务的模型名',
  'decision.plain': '模型名',
  'decision.latest': '模型名（含或不含 :latest）',
  'decision.unknown-to-active': '未知模型，改用当前模型',
  'decision.scoped': '{name} 的专用地址',

  'file.problem.permission': '没有权限',
  'file.problem.readOnly': '磁盘为只读',
  'file.problem.full': '磁盘已满',
  'file.problem.isFolder': '该位置已有同名文件夹',
  'file.problem.notFolder': '路径中有一段不是文件夹',
  'file.problem.missing': '所在文件夹不存在',
  'file.problem.inUse': '正被其他程序使用',
  'file.problem.tooLong': '路径过长',
  'file.problem.other': '系统返回 {code}',

  'settings.reason.unreadable': '无法打开：{problem}',
  'settings.reason.notJson': '不是有效的 JSON',
  'settings.reason.notJson.at': '不是有效的 JSON：第 {line} 行第 {column} 列',
  'settings.reason.notObject': '内容不是 JSON 对象',
  'settings.reason.version': '缺少「version」，或其值不是从 1 开始的整数',
  'settings.reason.newer': '由更新版本的 ModelTray 写入',
  'settings.reason.migration': '无法从版本 {from} 升级到版本 {to}',
  'settings.reason.unknown': '没有名为「{field}」的字段',
  'settings.reason.missing': '缺少「{field}」',
  'settings.reason.type': '「{field}」必须是{expected}',
  'settings.reason.oneOf': '「{field}」只能取以下值之一：{values}',
  'settings.reason.tooSmall': '「{field}」不能小于 {limit}',
  'settings.reason.tooLarge': '「{field}」不能大于 {limit}',
  'settings.reason.empty': '「{field}」不能为空',
  'settings.reason.misfit': '「{field}」的值不符合要求',
  'settings.reason.twice': '「{field}」与列表中前面的 {value} 重复',
  'settings.type.text': '带引号的文本',
  'settings.type.number': '数字',
  'settings.type.wholeNumber': '整数',
  'settings.type.yesNo': 'true 或 false',
  'settings.type.list': '列表',
  'settings.type.group': '用花括号括起的一组设置',
};
