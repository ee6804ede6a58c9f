// SPDX-License-Identifier: Apache-2.0
// An S3 server of others (s3rver) behind a check of signature version 4, which it lacks, by another
// implementation of others (aws4): node s3.cjs MODULES FOLDER BUCKET. A body that breaks off, or is not
// the one that was signed, never reaches it, as in the storage it stands for.
'use strict'
const crypto = require('crypto')
const http = require('http')
const [modules, folder, bucket] = process.argv.slice(2)
const aws4 = require(modules + '/aws4')
const S3rver = require(modules + '/s3rver')

const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

function refusal (request, body) {
  const sent = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
    .exec(request.headers.authorization || '')
  if (!sent) return 'AccessDenied'
  const [, key, region, names, signature] = sent
  if (key !== keys.accessKeyId) return 'InvalidAccessKeyId'
  const hash = crypto.createHash('sha256').update(body).digest('hex')
  if (request.headers['x-amz-content-sha256'] !== hash) return 'XAmzContentSHA256Mismatch'
  const headers = {}
  for (const name of names.split(';')) headers[name] = request.headers[name]
  const signer = new aws4.RequestSigner({ service: 's3', region, method: request.method, path: request.url, headers }, keys)
  const wanted = /Signature=([0-9a-f]{64})/.exec(signer.sign().headers.Authorization)[1]
  return wanted === signature ? '' : 'SignatureDoesNotMatch'
}

async function main () {
  const storage = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: folder, vhostBuckets: false, configureBuckets: [{ name: bucket, configs: [] }] })
  const { port } = await storage.run()
  let before = Promise.resolve() // one at a time: it reads what another is just writing
  const front = http.createServer((request, response) => {
    const pieces = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces)
      const code = refusal(request, body)
      if (code) {
        response.writeHead(403, { 'Content-Type': 'application/xml' })
        return response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
      }
      before = before.then(() => new Promise(resolve => {
        const passed = http.request({ agent: false, port, host: '127.0.0.1', method: request.method, path: request.url, headers: request.headers }, answer => {
          response.writeHead(answer.statusCode, answer.headers)
          answer.on('close', resolve)
          answer.pipe(response)
        })
        passed.on('error', () => { response.destroy(); resolve() })
        passed.end(body)
      }))
    })
  })
  front.listen(0, '127.0.0.1', () => console.log('listening on 127.0.0.1:' + front.address().port))
}
main()
