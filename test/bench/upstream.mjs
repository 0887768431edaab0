/** The model server of the benchmark: a 400-byte answer at once, or a stream of chunks that carry their time of sending. */
import { createServer } from 'node:http';

const chunks = 30;
const intervalMs = 20;
const models = JSON.stringify({
  object: 'list',
  data: [{ id: 'bench', object: 'model', created: 0, owned_by: 'bench' }],
});
const filler = 'x'.repeat(190);
const choice = `"choices":[{"index":0,"message":{"role":"assistant","content":"${filler}"},"finish_reason":"stop"}]`;
const usage = '"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}';
const answer = `{"id":"chatcmpl-bench","object":"chat.completion","created":0,"model":"bench",${choice},${usage}}`;

/** @param {string | null} finish */
const chunk = (finish) =>
  `data: {"id":"b","object":"chat.completion.chunk","created":0,"model":"bench","choices":[{"index":0,"delta":{"content":"@${process.hrtime.bigint()}@"},"finish_reason":${JSON.stringify(finish)}}]}\n\n`;

/** @param {import('node:http').ServerResponse} res */
function stream(res) {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    res.write(chunk(sent === chunks ? 'stop' : null));
    if (sent < chunks) return;
    clearInterval(timer);
    res.end('data: [DONE]\n\n');
  }, intervalMs);
  res.on('close', () => clearInterval(timer));
}

const server = createServer((req, res) => {
  let body = '';
  req.on('data', (piece) => (body += piece));
  req.on('end', () => {
    if (body.includes('"stream":true')) stream(res);
    else {
      const text = req.method === 'GET' ? models : answer;
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      res.end(text);
    }
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening ${typeof address === 'object' && address !== null ? address.port : 0}`);
});
