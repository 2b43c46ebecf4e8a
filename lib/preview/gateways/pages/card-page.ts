/**
 * The page of a gateway on which a card is typed: on the gateway's own origin, in a frame of the shop's page. It charges the card, or
 * makes a token of it, at that origin, asks the card's owner where the issuer wants it, and tells the page around it the result.
 */
export const cardPage = `<!doctype html>
<html lang="en">
<title>Card</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: .5rem } label { display: block } button { font: inherit }</style>
<form>
  <label>Card number <input id="number" autocomplete="cc-number"></label>
  <label>Expiry date <input id="expiry" autocomplete="cc-exp"></label>
  <label>Security code <input id="code" autocomplete="cc-csc"></label>
  <button id="pay" type="submit" hidden>Pay</button>
  <button id="close" type="button" hidden>Close</button>
</form>
<p id="challenge" hidden>
  <button id="pass" type="button">I am the owner</button>
  <button id="fail" type="button">I am not</button>
</p>
<script>
  const element = (id) => document.getElementById(id);
  const asked = new URLSearchParams(location.search);
  const hasButton = asked.has('button');
  for (const id of ['pay', 'close']) element(id).hidden = !hasButton;
  const tell = (result) => parent.postMessage({ fake: asked.get('name'), result }, '*');
  const card = () => Object.fromEntries(['number', 'expiry', 'code'].map((id) => [id, element(id).value]));
  async function post(more) {
    const answer = await fetch('/fake/pay', {
      method: 'POST',
      body: JSON.stringify({ ...card(), charges: asked.has('charges'), of: asked.get('of'), ...more }),
    });
    return answer.json();
  }
  async function pay() {
    if (element('number').value === '') return tell({ result: 'invalid' });
    const answer = await post({});
    if (answer.result !== 'challenge' || asked.has('elsewhere')) return tell(answer);
    element('challenge').hidden = false;
    for (const id of ['pass', 'fail']) {
      element(id).onclick = async () => {
        element('challenge').hidden = true;
        tell(await post({ challenge: id }));
      };
    }
  }
  addEventListener('message', ({ data }) => data === 'pay' && pay());
  document.forms[0].onsubmit = (event) => { event.preventDefault(); pay(); };
  element('close').onclick = () => tell({ result: 'closed' });
  element('number').oninput = () => tell({ result: 'typed' });
  tell({ result: 'ready' });
</script>
</html>`;
