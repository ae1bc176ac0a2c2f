import { fold } from '../../base/text/fold.ts';

/**
 * Words and phrases for how an order is paid, in English, Spanish, Portuguese and Hindi, written without the spaces and
 * signs in them: `contra entrega`, `Contra-Entrega` and `contraentrega` are one.
 */
const vocabulary = (words: string): ReadonlySet<string> =>
  new Set(words.split(/\s+/).filter(Boolean).map(fold));

/** Paid when the parcel comes, by any means. */
export const atTheDoor = vocabulary(`
  ondelivery upondelivery atdelivery ondeliver atthedoor atdoor atyourdoor atdoorstep atthedoorstep
  contraentrega contralaentrega contrareembolso contrarreembolso alrecibir alrecibirlo alrecibirla alentregar alaentrega
  enlaentrega almomentodelaentrega almomentodeentrega almomentoderecibir almomentoderecibirlo contraelrecibo pagoendestino pagaendestino cobroendestino pagoencasa pagaencasa
  pagoadomicilio enlapuerta enpuerta
  elmomentodelaentrega elmomentodeentrega elmomentoderecibir entucasa ensucasa pagarencasa
  naentrega pagamentoaentrega noatodaentrega atodaentrega aoreceber norecebimento
  डिलीवरीपर डिलिवरीपर ऑनडिलीवरी ऑनडिलिवरी डिलीवरीकेसमय प्राप्तिपर
`);

export const cash = vocabulary(`
  cash cod cashondelivery payondelivery paymentondelivery paidondelivery collectondelivery cashonpickup
  payonreceipt payonarrival paywhenyoureceive paywhenreceived paywhendelivered
  efectivo pagocontraentrega pagocontrareembolso pagoalrecibir pagoenefectivo conrecaudo recaudo
  contrapago pagacontrarecibo pagocontrarecibo contrarecibo pagacuandorecibes pagacuandorecibas
  pagascuandorecibes pagocuandorecibo pagarcuandoreciba pagarcuandorecibas recibeypaga pagoalmensajero pagoalrepartidor pagoaldomiciliario
  dinheiro especie emespecie pagamentoaoentregador quandoreceber pagamentonaentrega dinheironaentrega acobrar acobranca
  नकद नक़द नकदी नक़दी नगद नगदी कैश सीओडी कैशऑनडिलीवरी nakad naqad
`);

/** Means of payment that can only be used where the customer is. */
export const terminals = vocabulary(`
  pos mpos swipe swipemachine terminal datafono datafonos maquininha maquineta qr qrcode
`);

/** Paid by other means than cash: before the delivery, unless the text says at the door. */
export const electronic = vocabulary(`
  card cards credit debit visa mastercard amex americanexpress maestro rupay diners dinersclub hipercard elo
  upi gpay googlepay applepay samsungpay amazonpay shoppay phonepe paytm bhim razorpay payu cashfree ccavenue billdesk
  instamojo juspay snapmint stripe paypal braintree adyen klarna afterpay clearpay affirm sezzle simpl lazypay bnpl emi
  netbanking internetbanking ebanking banktransfer bankdeposit transfer wire bacs sepa ach cheque cheques echeck wallet
  ewallet giftcard storecredit voucher cashapp cashdeposit neft imps rtgs venmo zelle applecash alipay wechat wechatpay bitcoin crypto usdt
  online paymentlink paybylink shopifypayments
  tarjeta tarjetas credito debito transferencia transferencias deposito consignacion enlinea linkdepago pasarela monedero
  billetera mercadopago wompi epayco placetopay pse nequi daviplata bancolombia efecty baloto oxxo spei codi conekta
  breb yape plin webpay webpayplus khipu rapipago pagofacil openpay kushki addi sistecredito kueski aplazo bizum
  pagoefectivo uala naranjax cuentadni rappipay transbank servipag
  pix boleto cartao cartoes carteira pagseguro pagbank picpay nubank getnet cielo
  कार्ड यूपीआई ऑनलाइन नेटबैंकिंग वॉलेट बैंकट्रांसफर
`);

/** Paid already, or never in cash, whatever the other words are. */
export const before = vocabulary(`
  prepaid prepay prepayment advance upfront noncod cashless
  prepago prepagado prepagada anticipado anticipada anticipo adelantado adelantada sinrecaudo
  prepagamento antecipado antecipada
  प्रीपेड अग्रिम
`);

/** These count only when no other word decides. */
export const alone = vocabulary(`
  paid alreadypaid check checks checkpayment checkpayments pagado pagada yapagado yapagada
  bold clip flow mach modo
`);

/** Takes back what follows it. */
export const negations = vocabulary('no not non sin without sem nao बिना');

/** Takes back what it follows. */
export const negationsAfter = vocabulary('नहीं नही nahi nahin');

/** Behind which `no` is not a negation but Portuguese: `no cartão` is by card. */
export const behindPortugueseNo = vocabulary('cartao cartoes pix boleto dinheiro ato recebimento');

/** Cards and the like in one word. */
export const withoutCashAtTheDoor = vocabulary(
  'cardondelivery posondelivery upiondelivery tarjetacontraentrega tarjetaalrecibir cartaonaentrega',
);
