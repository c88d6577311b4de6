// Hello world with confirms and a return through amqplib: another codec judges ours.
// Usage: node hello.js amqp://user:password@host:port/vhost
'use strict';

const assert = require('assert');
const amqp = require('amqplib');

function once(emitter, event) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no ' + event + ' within 10 s')), 10000);
    emitter.once(event, (value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

async function main(uri) {
  const connection = await amqp.connect(uri);
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });

  const headers = { n: 1, s: 'text', t: { inner: [1, 'two', true] } };
  channel.sendToQueue(queue, Buffer.from('hello, world'), { messageId: 'm-1', persistent: true, mandatory: true, headers });
  await channel.waitForConfirms();

  const returned = once(channel, 'return');
  channel.sendToQueue('no-such-queue', Buffer.from('back to me'), { mandatory: true });
  const back = await returned;
  assert.strictEqual(back.fields.replyCode, 312);
  assert.strictEqual(back.content.toString(), 'back to me');
  await channel.waitForConfirms();

  const first = await channel.get(queue);
  assert.strictEqual(first.content.toString(), 'hello, world');
  assert.deepStrictEqual(first.properties.headers, headers);
  channel.nack(first, false, true);

  const delivery = await new Promise((resolve) => channel.consume(queue, resolve));
  assert.strictEqual(delivery.fields.redelivered, true);
  channel.ack(delivery);
  await channel.cancel(delivery.fields.consumerTag);

  const big = Buffer.alloc(512000, 'x');
  channel.sendToQueue(queue, big);
  await channel.waitForConfirms();
  const large = await channel.get(queue, { noAck: true });
  assert.ok(large.content.equals(big));

  const doomed = await connection.createChannel();
  const closed = once(doomed, 'error');
  await doomed.checkQueue('no-such-queue').then(
    () => assert.fail('a passive declare of a missing queue succeeded'),
    () => {});
  assert.strictEqual((await closed).code, 404);

  await connection.close();
  const version = require('./package.json').dependencies.amqplib;
  console.log('amqplib ' + version + ': hello world, confirms, return, redelivery, large body, 404: 6 passed, 0 failed');
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
