/**
 * The window's one way to the core. This file alone knows whether that is Electron's IPC or the panel's HTTP; the
 * rest of the window sees `WindowBridge`.
 */
import type { Bridge } from '../shared/bridge.ts';
import { createHttpBridge } from './carriers/http.ts';
import { createIpcBridge } from './carriers/ipc.ts';
import { takeToken } from './carriers/token.ts';
import type { WindowBridge } from './window-bridge.ts';

declare global {
  interface Window {
    /** Put here by the desktop app's preload script; absent in a browser. */
    modeltray?: Bridge;
  }
}

function createBridge(): WindowBridge {
  const ipc = window.modeltray;
  return ipc === undefined ? createHttpBridge({ token: takeToken(window) }) : createIpcBridge(ipc);
}

export const bridge: WindowBridge = createBridge();
