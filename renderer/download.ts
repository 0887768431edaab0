/** Hands `text` to the browser as a file, which asks or knows where its downloads go. */
export function downloadText(
  fileName: string,
  text: string,
  type: 'text/markdown' | 'text/csv' | 'application/json',
): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The click only starts the download: revoked in the same turn, some browsers find nothing there.
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}

const keptMs = 10_000;
