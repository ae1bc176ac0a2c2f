import { sampleOrder } from '../../functions/docs/pages/intake.ts';

/** The reference's PHP array, as its own JSON. */
export const phpSample = sampleOrder;

/** The bytes that PHP's `http_build_query` makes of that array: brackets and everything else but `-_.` escaped, spaces as `+`. */
export const phpSampleForm: string = [
  'access_token=ACCESS_TOKEN_HERE',
  'phone=123680000000',
  'id=123456',
  'first_name=John+Dowe',
  'email=%5Bemail%C2%A0protected%5D',
  'address=123%2C+Sunset+blvd',
  'comment=no+sesame+please',
  'delvery_date=2021-12-31',
  'delvery_time=18%3A45%3A00',
  'products%5B0%5D%5Bapi_id%5D=139',
  'products%5B0%5D%5Bcount%5D=1',
  'products%5B0%5D%5Bprice%5D=15',
  'products%5B1%5D%5Bapi_id%5D=385',
  'products%5B1%5D%5Bcount%5D=1',
  'products%5B1%5D%5Bprice%5D=18',
  'payment%5Btype%5D=2',
  'payment%5Bstatus%5D=2',
  'payment%5Bsum%5D=33',
  'payment%5Bamount%5D=28.95',
  'payment%5Breceiver_commision%5D=1.05',
  'promotion%5Bdiscount_percent%5D=10',
  'promotion%5Binvolved+_dishes%5D%5B0%5D%5Bapi_id%5D=139',
  'promotion%5Binvolved+_dishes%5D%5B0%5D%5Bcount%5D=1',
  'promotion%5Binvolved+_dishes%5D%5B1%5D%5Bapi_id%5D=385',
  'promotion%5Binvolved+_dishes%5D%5B1%5D%5Bcount%5D=1',
  'promotion%5Bresulted+_dishes%5D%5B0%5D%5Bapi_id%5D=598',
  'promotion%5Bresulted+_dishes%5D%5B0%5D%5Bcount%5D=1',
  'promotion%5Bresulted+_dishes%5D%5B0%5D%5Bmodification%5D=-12',
].join('&');
