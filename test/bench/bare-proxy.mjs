/** The floor: node:http in front, undici `dispatch` behind, nothing between. Argument: the upstream's port. */
import { createServer } from 'node:http';
import { Agent } from 'undici';

const origin = `http://127.0.0.1:${process.argv[2] ?? ''}`;
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

const server = createServer((req, res) => {
  /** @type {Buffer[]} */
  const pieces = [];
  req.on('data', (piece) => pieces.push(piece));
  req.on('end', () => {
    const body = Buffer.concat(pieces);
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    agent.dispatch(
      { origin, path: req.url ?? '/', method: 'POST', headers, body },
      {
        onRequestStart(controller) {
          res.on('close', () => {
            if (!res.writableFinished) controller.abort(new Error('client left'));
          });
        },
        onResponseStart(_controller, status, answered) {
          /** @type {import('node:http').OutgoingHttpHeaders} */
          const sent = { 'content-type': answered['content-type'] };
          const length = answered['content-length'];
          if (length !== undefined) sent['content-length'] = String(length);
          res.writeHead(status, sent);
        },
        onResponseData: (_controller, chunk) => void res.write(chunk),
        onResponseEnd: () => void res.end(),
        onResponseError: () => void res.destroy(),
      },
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening ${typeof address === 'object' && address !== null ? address.port : 0}`);
});
