package dev.signalbox;

import dev.signalbox.camel.Webhooks;
import dev.signalbox.channel.Channel;
import dev.signalbox.channel.webhook.WebhookChannel;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Makes a channel of each webhook whose file came after the hub was started. Its settings are those of the start. */
final class WebhookArrivals {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookArrivals.class);

  private final Webhooks webhooks;
  private final ConfigurableListableBeanFactory beans;
  private final Consumer<Channel> dispatch;

  /**
   * @param beans where rules look their channels up
   * @param dispatch begins to send what is owed to a channel
   */
  WebhookArrivals(Webhooks webhooks, ConfigurableListableBeanFactory beans, Consumer<Channel> dispatch) {
    this.webhooks = webhooks;
    this.beans = beans;
    this.dispatch = dispatch;
  }

  /** Returns whether there is a new one. */
  boolean look() {
    boolean any = false;
    for (String name : webhooks.names()) {
      if (!beans.containsBean(WebhookChannel.PREFIX + name)) {
        Channel channel = webhooks.channel(name);
        beans.registerSingleton(channel.name(), channel);
        dispatch.accept(channel);
        channel.missingSettings().forEach(setting ->
            LOG.atWarn().addKeyValue("webhook", name).log("{} is not set: nothing can be sent before it is and the hub was started again", setting));
        LOG.atInfo().addKeyValue("webhook", name).log("a new webhook");
        any = true;
      }
    }
    return any;
  }
}
