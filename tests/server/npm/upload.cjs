// SPDX-License-Identifier: Apache-2.0
// Sends a file by tus-js-client, a client of others: node upload.cjs '{"modules":...}'. Prints what
// came of it as one line of JSON.
'use strict'
const fs = require('fs')
const options = JSON.parse(process.argv[2])
const tus = require(options.modules + '/tus-js-client')

const seen = { requests: [], receipt: null, attempts: 0 }
const upload = new tus.Upload(fs.readFileSync(options.file), {
  endpoint: options.endpoint,
  headers: { Authorization: 'Bearer ' + options.token },
  metadata: { sha256: options.sha256, filename: 'photo.jpg' },
  chunkSize: options.chunkSize || Infinity,
  retryDelays: [0, 20, 50, 100, 100, 100, 100, 100],
  uploadDataDuringCreation: !!options.duringCreation,
  overridePatchMethod: !!options.override,
  onAfterResponse (request, response) {
    seen.requests.push(request.getMethod() + ' ' + response.getStatus())
    seen.receipt = response.getHeader('Qoloner-Receipt') || seen.receipt
  },
  onError (error) {
    const response = error.originalResponse
    console.log(JSON.stringify({ ...seen, error: String(error.message).slice(0, 300), status: response ? response.getStatus() : 0 }))
    process.exit(1)
  },
  onSuccess () {
    console.log(JSON.stringify({ ...seen, url: upload.url }))
  }
})
if (options.terminate) {
  upload.options.onChunkComplete = () => {
    upload.abort(true).then(() => console.log(JSON.stringify({ ...seen, terminated: true })))
  }
}
upload.start()
