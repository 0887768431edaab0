/** What `npm start` says before the program speaks for itself. */

/** @typedef {import('./electron-failure.mjs').Fix} Fix */
/** @typedef {import('./electron-download.mjs').FetchProblem} FetchProblem */

const mirrorHint = 'ELECTRON_MIRROR';
const fetchCommand = 'node scripts/electron-fetch.mjs';

const en = {
  nodeTooOld: (/** @type {string} */ has) => `ModelTray needs Node.js 20.19 or newer; this is ${has}.`,
  headless: {
    asked: 'Without a window, as asked: ModelTray runs in the browser. Nothing was downloaded.',
    'no-display': 'No display here: ModelTray runs in the browser instead. Nothing was downloaded.',
    'no-program':
      'The desktop app is fetched once, in the background. Until then ModelTray runs in the browser. Ctrl-C ends only the download.',
    'tried-lately': `The desktop app could not be fetched less than a day ago: ModelTray runs in the browser. Try again now with: ${fetchCommand}`,
    'fetch-off': `ELECTRON_SKIP_BINARY_DOWNLOAD is set: ModelTray runs in the browser. Fetch the desktop app with: ${fetchCommand}`,
  },
  desktop: 'Starting the desktop app …',
  desktopUp: (/** @type {string} */ url) =>
    `Proxy  ${url}\nThe desktop app is running.      Stop:  Ctrl-C, or Quit in its menu`,
  desktopSlow: 'The desktop app has not reported ready for 30 s; still waiting. Ctrl-C ends it.',
  desktopFailed: (/** @type {string} */ line) =>
    line === '' ? 'The desktop app ended before it was ready.' : `The desktop app could not start: ${line}`,
  instead: 'ModelTray runs in the browser instead.',
  fetching: (/** @type {string} */ url) => `Desktop app: fetching ${url}`,
  fetched: (/** @type {{ percent: number | null, doneMb: string, speedMb: string }} */ at) =>
    `Desktop app: ${at.percent === null ? `${at.doneMb} MB` : `${at.percent} %`}, ${at.speedMb} MB/s`,
  unpacking: 'Desktop app: unpacking …',
  fetchDone: 'The desktop app is ready: stop with Ctrl-C and run npm start again.',
  fetchThere: 'The desktop app is already here.',
};

/** @type {typeof en} */
const zhCn = {
  nodeTooOld: (has) => `ModelTray 需要 Node.js 20.19 或更高版本，当前为 ${has}。`,
  headless: {
    asked: '按要求不打开窗口：ModelTray 在浏览器中使用，未下载任何内容。',
    'no-display': '当前环境没有图形界面：ModelTray 改在浏览器中使用，未下载任何内容。',
    'no-program':
      '正在后台下载桌面程序（仅需一次），下载完成前 ModelTray 在浏览器中使用。按 Ctrl-C 只会中止下载。',
    'tried-lately': `一天之内曾下载桌面程序失败：ModelTray 在浏览器中使用。立即重试请运行：${fetchCommand}`,
    'fetch-off': `已设置 ELECTRON_SKIP_BINARY_DOWNLOAD：ModelTray 在浏览器中使用。需要桌面程序请运行：${fetchCommand}`,
  },
  desktop: '正在启动桌面程序……',
  desktopUp: (url) => `代理  ${url}\n桌面程序正在运行。      停止：Ctrl-C，或在其菜单中选择「退出」`,
  desktopSlow: '桌面程序 30 秒内仍未就绪，继续等待。按 Ctrl-C 结束。',
  desktopFailed: (line) => (line === '' ? '桌面程序在就绪前退出。' : `桌面程序无法启动：${line}`),
  instead: 'ModelTray 改在浏览器中使用。',
  fetching: (url) => `桌面程序：正在下载 ${url}`,
  fetched: ({ percent, doneMb, speedMb }) =>
    `桌面程序：${percent === null ? `${doneMb} MB` : `${percent}%`}，${speedMb} MB/s`,
  unpacking: '桌面程序：正在解压……',
  fetchDone: '桌面程序已就绪：按 Ctrl-C 停止，再次运行 npm start 即可使用。',
  fetchThere: '桌面程序已经就绪，无需下载。',
};

const catalogues = { en, 'zh-CN': zhCn };

/** @param {import('../language.mjs').Language} language */
export function wordsFor(language) {
  return catalogues[language];
}

/**
 * How to get the desktop app to start, as one sentence; empty where we don't know.
 * @param {import('../language.mjs').Language} language @param {Fix} fix
 */
export function describeFix(language, fix) {
  const isChinese = language === 'zh-CN';
  switch (fix.cause) {
    case 'root':
      return isChinese
        ? '解决办法：桌面程序不能以 root 身份运行，请换用普通用户。'
        : 'To fix it: the desktop app does not run as root, use an ordinary user account.';
    case 'sandbox': {
      const command = `sudo chown root:root '${fix.helper}' && sudo chmod 4755 '${fix.helper}'`;
      return isChinese
        ? `解决办法：系统不允许它的沙箱，请运行一次：${command}`
        : `To fix it: the system refuses its sandbox. Run once: ${command}`;
    }
    case 'library':
      return describeLibrary(isChinese, fix.library, fix.packageName);
    case 'display':
      return isChinese
        ? '解决办法：无法连接图形界面，请检查 DISPLAY 或 WAYLAND_DISPLAY。'
        : 'To fix it: the display could not be reached, check DISPLAY or WAYLAND_DISPLAY.';
    default:
      return '';
  }
}

/** These bring all the others of Electron's libraries with them. */
const allLibraries = 'sudo apt-get install libgtk-3-0 libnss3 libgbm1 xdg-utils';

/** @param {boolean} isChinese @param {string} library @param {string | null} packageName */
function describeLibrary(isChinese, library, packageName) {
  const command = packageName === null ? null : `sudo apt-get install ${packageName}`;
  if (isChinese) {
    if (command === null) return `解决办法：缺少系统库 ${library}，请安装它。`;
    return `解决办法：缺少系统库 ${library}，请运行：${command}\n精简安装的系统往往还缺少其他库，可一并安装：${allLibraries}`;
  }
  if (command === null) return `To fix it: the system library ${library} is missing, install it.`;
  return `To fix it: the system library ${library} is missing. Run: ${command}\nA bare system often lacks more of them, which come with: ${allLibraries}`;
}

/**
 * Why the fetch ended and what to do, in a line.
 * @param {import('../language.mjs').Language} language @param {FetchProblem} problem @param {string} detail
 */
export function describeFetchProblem(language, problem, detail) {
  const reason = (language === 'zh-CN' ? problemsZh : problemsEn)[problem](detail);
  if (problem === 'no-build') return reason;
  return language === 'zh-CN'
    ? `${reason}可用环境变量 ${mirrorHint} 指定镜像地址。npm start 一天之内不再尝试下载；立即重试请运行：${fetchCommand}`
    : `${reason} ${mirrorHint} names a mirror to use. npm start tries again in a day; to try now: ${fetchCommand}`;
}

/** @type {Record<FetchProblem, (detail: string) => string>} */
const problemsEn = {
  unreachable: (detail) => `The desktop app could not be fetched: ${detail}.`,
  stalled: () => 'The desktop app could not be fetched: no byte arrived for 10 s.',
  'bad-status': (detail) => `The desktop app could not be fetched: the server answered ${detail}.`,
  checksum: () =>
    'The desktop app was not installed: the file that arrived is not the published one (checksum).',
  unpack: (detail) => `The desktop app could not be unpacked: ${detail}.`,
  ended: () => 'The download of the desktop app was ended.',
  'no-build': (detail) => `There is no desktop app for ${detail}. ModelTray runs in the browser.`,
};

/** @type {Record<FetchProblem, (detail: string) => string>} */
const problemsZh = {
  unreachable: (detail) => `桌面程序下载失败：${detail}。`,
  stalled: () => '桌面程序下载失败：10 秒内没有收到任何数据。',
  'bad-status': (detail) => `桌面程序下载失败：服务器返回 ${detail}。`,
  checksum: () => '桌面程序未安装：下载到的文件与官方发布的不一致（校验和不符）。',
  unpack: (detail) => `桌面程序解压失败：${detail}。`,
  ended: () => '已中止下载桌面程序。',
  'no-build': (detail) => `桌面程序不支持 ${detail}，ModelTray 在浏览器中使用。`,
};
