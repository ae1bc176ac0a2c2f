import frame from './pt/frame.json' with { type: 'json' };
import happenings from './pt/happenings.json' with { type: 'json' };
import list from './pt/list.json' with { type: 'json' };
import orders from './pt/orders.json' with { type: 'json' };
import setUp from './pt/set-up.json' with { type: 'json' };
import today from './pt/today.json' with { type: 'json' };
import values from './pt/values.json' with { type: 'json' };
import webhooks from './pt/webhooks.json' with { type: 'json' };

export default { ...frame, ...happenings, ...list, ...orders, ...setUp, ...today, ...values, ...webhooks };
