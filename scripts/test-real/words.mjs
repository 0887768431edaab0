/** What `npm run test:real` says. */

const usage = 'npm run test:real -- <address> … [--keys-file <file>] [--full] [--markdown <file>]';

/** @typedef {import('./steps.mjs').Step} Step */

const en = {
  usage: {
    noAddress: () => `Which servers? ${usage}`,
    badAddress: (/** @type {string} */ what) =>
      `${what} is not an address. It should look like http://127.0.0.1:11434.`,
    unknownOption: (/** @type {string} */ what) => `There is no option ${what}. ${usage}`,
    needsValue: (/** @type {string} */ what) => `${what} needs a value. ${usage}`,
    noValue: (/** @type {string} */ what) => `${what} takes no value. ${usage}`,
    badKeyLine: (/** @type {string} */ what) => `${what}: each line must be an address and its key.`,
    noKeysFile: (/** @type {string} */ what) => `${what} cannot be read.`,
  },
  columns: {
    server: 'server',
    software: 'software',
    model: 'model',
    list: 'model list',
    chat: 'chat',
    stream: 'stream',
    abort: 'abort',
    discovery: 'discovery',
    quick: 'quick check',
    full: 'full check',
  },
  ok: 'ok',
  no: 'no',
  said: 'What was said',
  models: (/** @type {number} */ count) => `models: ${count}`,
  noModel: 'it lists no model',
  seconds: (/** @type {string} */ seconds) => `${seconds} s`,
  answers: {
    none: (/** @type {string} */ text) => `HTTP 200 without an answer: ${text}`,
    noStream: (/** @type {string} */ type, /** @type {string} */ text) =>
      `no stream came, but ${type}: ${text}`,
    noText: 'the stream had no text',
    brokeOff: 'the stream broke off before its end',
  },
  notFound: 'the look for servers did not find it',
  verdicts: { works: 'works', 'works-with-fixes': 'works with fixes', fails: 'will not work' },
  because: (/** @type {string} */ checks) => `because of ${checks}`,
  limit: (/** @type {number} */ seconds) => `it was not done within ${seconds} s`,
  written: (/** @type {string} */ path) => `Written: ${path}`,
  notWritten: (/** @type {string} */ path, /** @type {string} */ reason) =>
    `${path} cannot be written: ${reason}`,
  stopped: 'Stopped.',
  allPassed: (/** @type {number} */ servers) => `Everything passed (servers: ${servers}).`,
  notAll: (/** @type {number} */ failed) => `Not everything passed (steps: ${failed}).`,
};

/** @type {typeof en} */
const zhCn = {
  usage: {
    noAddress: () => `要测试哪些模型服务？${usage}`,
    badAddress: (what) => `${what} 不是有效地址，应类似 http://127.0.0.1:11434。`,
    unknownOption: (what) => `没有选项 ${what}。${usage}`,
    needsValue: (what) => `${what} 需要一个值。${usage}`,
    noValue: (what) => `${what} 不带值。${usage}`,
    badKeyLine: (what) => `${what}：每行应为一个地址和它的密钥。`,
    noKeysFile: (what) => `无法读取 ${what}。`,
  },
  columns: {
    server: '模型服务',
    software: '软件',
    model: '模型',
    list: '模型列表',
    chat: '对话',
    stream: '流式',
    abort: '中断',
    discovery: '查找',
    quick: '快速验证',
    full: '完整验证',
  },
  ok: '通过',
  no: '未通过',
  said: '返回的信息',
  models: (count) => `${count} 个模型`,
  noModel: '没有列出模型',
  seconds: (seconds) => `${seconds} 秒`,
  answers: {
    none: (text) => `HTTP 200，但没有回答：${text}`,
    noStream: (type, text) => `返回的不是流，而是 ${type}：${text}`,
    noText: '流中没有文本',
    brokeOff: '流在结束前中断',
  },
  notFound: '查找模型服务时没有找到它',
  verdicts: { works: '可用', 'works-with-fixes': '经兼容处理可用', fails: '不可用' },
  because: (checks) => `原因：${checks}`,
  limit: (seconds) => `${seconds} 秒内没有完成`,
  written: (path) => `已写入：${path}`,
  notWritten: (path, reason) => `无法写入 ${path}：${reason}`,
  stopped: '已停止。',
  allPassed: (servers) => `全部通过（${servers} 个模型服务）。`,
  notAll: (failed) => `没有全部通过（${failed} 步未通过）。`,
};

const catalogues = { en, 'zh-CN': zhCn };

/** @typedef {typeof en} Words */

/** @param {import('../language.mjs').Language} language @returns {Words} */
export function wordsFor(language) {
  return catalogues[language];
}
